using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>A thread's part of a tile: some rows, in registers. Each four of them are neighbours, and the fours lie as far apart as all threads of a column are tall.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITilePart<TPart>
    where TPart : struct
{
    /// <summary>Its rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Quads of a row.</summary>
    static abstract int RowQuads { get; }

    /// <summary>One step of the sum.</summary>
    /// <param name="sum">What there is so far.</param>
    /// <param name="left">The left operand's tile.</param>
    /// <param name="leftQuad">The part's first quad there.</param>
    /// <param name="leftApart">Quads from one to the next.</param>
    /// <param name="right">The right operand's tile.</param>
    /// <param name="rightQuad">The part's first quad there.</param>
    /// <param name="rightApart">Quads from one to the next.</param>
    static abstract TPart Step(TPart sum, ArrayView<Float4> left, int leftQuad, int leftApart, ArrayView<Float4> right, int rightQuad, int rightApart);

    /// <summary>Stores the first rows.</summary>
    /// <param name="part">The part.</param>
    /// <param name="rows">How many: 2 or 4.</param>
    /// <param name="tile">Where.</param>
    /// <param name="quad">Where it starts.</param>
    /// <param name="pitch">Quads from one row to the next.</param>
    /// <param name="apart">Quads from quad to quad of a row.</param>
    static abstract void Store(TPart part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart);

    /// <summary>The part without its first rows: the following ones take their places.</summary>
    /// <param name="part">The part.</param>
    /// <param name="rows">How many: 2 or 4.</param>
    static abstract TPart Shift(TPart part, int rows);
}

/// <summary>Four rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TilePart4<TRow> : ITilePart<TilePart4<TRow>>
    where TRow : struct, ITileRow<TRow>
{
    private TRow _row0;
    private TRow _row1;
    private TRow _row2;
    private TRow _row3;

    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    public static int RowQuads => TRow.Quads;

    /// <inheritdoc/>
    public static TilePart4<TRow> Step(
        TilePart4<TRow> sum, ArrayView<Float4> left, int leftQuad, int leftApart, ArrayView<Float4> right, int rightQuad, int rightApart) =>
        MultiplyAdd(sum, left[leftQuad], TRow.Load(right, rightQuad, rightApart));

    /// <inheritdoc/>
    public static void Store(TilePart4<TRow> part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart)
    {
        TRow.Store(part._row0, tile, quad, apart);
        TRow.Store(part._row1, tile, quad + pitch, apart);
        if (rows == 4)
        {
            TRow.Store(part._row2, tile, quad + (2 * pitch), apart);
            TRow.Store(part._row3, tile, quad + (3 * pitch), apart);
        }
    }

    /// <inheritdoc/>
    public static TilePart4<TRow> Shift(TilePart4<TRow> part, int rows)
    {
        part._row0 = part._row2;
        part._row1 = part._row3;
        return part;
    }

    /// <summary>Two rows of this part and the first two of the next one.</summary>
    internal static TilePart4<TRow> Shift(TilePart4<TRow> part, TilePart4<TRow> next) =>
        new() { _row0 = part._row2, _row1 = part._row3, _row2 = next._row0, _row3 = next._row1 };

    internal static TilePart4<TRow> MultiplyAdd(TilePart4<TRow> sum, Float4 left, TRow right) => new()
    {
        _row0 = TRow.MultiplyAdd(sum._row0, left.X, right),
        _row1 = TRow.MultiplyAdd(sum._row1, left.Y, right),
        _row2 = TRow.MultiplyAdd(sum._row2, left.Z, right),
        _row3 = TRow.MultiplyAdd(sum._row3, left.W, right),
    };
}

/// <summary>Eight rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TilePart8<TRow> : ITilePart<TilePart8<TRow>>
    where TRow : struct, ITileRow<TRow>
{
    private TilePart4<TRow> _low;
    private TilePart4<TRow> _high;

    /// <inheritdoc/>
    public static int Rows => 8;

    /// <inheritdoc/>
    public static int RowQuads => TRow.Quads;

    /// <inheritdoc/>
    public static TilePart8<TRow> Step(
        TilePart8<TRow> sum, ArrayView<Float4> left, int leftQuad, int leftApart, ArrayView<Float4> right, int rightQuad, int rightApart)
    {
        TRow row = TRow.Load(right, rightQuad, rightApart);
        return new()
        {
            _low = TilePart4<TRow>.MultiplyAdd(sum._low, left[leftQuad], row),
            _high = TilePart4<TRow>.MultiplyAdd(sum._high, left[leftQuad + leftApart], row),
        };
    }

    /// <inheritdoc/>
    public static void Store(TilePart8<TRow> part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart) =>
        TilePart4<TRow>.Store(part._low, rows, tile, quad, pitch, apart);

    /// <inheritdoc/>
    public static TilePart8<TRow> Shift(TilePart8<TRow> part, int rows)
    {
        if (rows == 4)
        {
            part._low = part._high;
            return part;
        }

        return new() { _low = TilePart4<TRow>.Shift(part._low, part._high), _high = TilePart4<TRow>.Shift(part._high, rows) };
    }
}
