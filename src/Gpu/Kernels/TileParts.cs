using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>A thread's part of a tile: some rows, in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITilePart<TPart>
    where TPart : struct
{
    /// <summary>Its rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Quads of a row.</summary>
    static abstract int RowQuads { get; }

    /// <summary>One step of the sum.</summary>
    static abstract TPart Step(TPart sum, ArrayView<Float4> left, int leftQuad, ArrayView<Float4> right, int rightQuad);

    /// <summary>Stores the part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="tile">Where.</param>
    /// <param name="quad">Where it starts.</param>
    /// <param name="pitch">Quads from one row to the next.</param>
    static abstract void Store(TPart part, ArrayView<Float4> tile, int quad, int pitch);
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
    public static TilePart4<TRow> Step(TilePart4<TRow> sum, ArrayView<Float4> left, int leftQuad, ArrayView<Float4> right, int rightQuad) =>
        MultiplyAdd(sum, left[leftQuad], TRow.Load(right, rightQuad));

    /// <inheritdoc/>
    public static void Store(TilePart4<TRow> part, ArrayView<Float4> tile, int quad, int pitch)
    {
        TRow.Store(part._row0, tile, quad);
        TRow.Store(part._row1, tile, quad + pitch);
        TRow.Store(part._row2, tile, quad + (2 * pitch));
        TRow.Store(part._row3, tile, quad + (3 * pitch));
    }

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
    public static TilePart8<TRow> Step(TilePart8<TRow> sum, ArrayView<Float4> left, int leftQuad, ArrayView<Float4> right, int rightQuad)
    {
        TRow row = TRow.Load(right, rightQuad);
        return new()
        {
            _low = TilePart4<TRow>.MultiplyAdd(sum._low, left[leftQuad], row),
            _high = TilePart4<TRow>.MultiplyAdd(sum._high, left[leftQuad + 1], row),
        };
    }

    /// <inheritdoc/>
    public static void Store(TilePart8<TRow> part, ArrayView<Float4> tile, int quad, int pitch)
    {
        TilePart4<TRow>.Store(part._low, tile, quad, pitch);
        TilePart4<TRow>.Store(part._high, tile, quad + (4 * pitch), pitch);
    }
}
