using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>A thread's part of a tile: some rows. Each four of them are neighbours, and the fours lie as far apart as all threads of a column are tall.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITilePart<TPart>
    where TPart : struct
{
    /// <summary>Its rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Quads of a row.</summary>
    static abstract int RowQuads { get; }

    /// <summary>A thread's place in its column.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Threads side by side.</param>
    static abstract int Row(int thread, int columns);

    /// <summary>A thread's place in its row: its first quad of the result.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Threads side by side.</param>
    static abstract int Column(int thread, int columns);

    /// <summary>Quads from quad to quad of a row of the result.</summary>
    /// <param name="columns">Threads side by side.</param>
    static abstract int Apart(int columns);

    /// <summary>The first quad that a thread reads of the left operand's tile.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Threads side by side.</param>
    /// <param name="pitch">Quads from step to step.</param>
    static abstract int LeftStart(int thread, int columns, int pitch);

    /// <summary>The first quad that it reads of the right operand's tile.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Threads side by side.</param>
    /// <param name="pitch">Quads from step to step.</param>
    static abstract int RightStart(int thread, int columns, int pitch);

    /// <summary>What has to stand once in a kernel, before everything else.</summary>
    static abstract void Declare();

    /// <summary>Sums of nothing.</summary>
    static abstract TPart Zero();

    /// <summary>The steps of a tile.</summary>
    /// <param name="sum">What there is so far.</param>
    /// <param name="left">The left operand's tiles, where shared memory begins.</param>
    /// <param name="leftStart">The first quad that the thread reads there.</param>
    /// <param name="right">The right operand's tiles, behind those of the left one.</param>
    /// <param name="rightStart">The first quad that it reads there.</param>
    static abstract TPart Multiply<TLeft, TRight>(TPart sum, ArrayView<Float4> left, int leftStart, ArrayView<Float4> right, int rightStart)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>;

    /// <summary>Stores the first rows.</summary>
    /// <param name="part">The part.</param>
    /// <param name="rows">How many: 2 or 4.</param>
    /// <param name="tile">Where: shared memory from its beginning.</param>
    /// <param name="quad">Where it starts.</param>
    /// <param name="pitch">Quads from one row to the next.</param>
    /// <param name="apart">Quads from quad to quad of a row.</param>
    static abstract void Store(TPart part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart);

    /// <summary>The part without its first rows: the following ones take their places.</summary>
    /// <param name="part">The part.</param>
    /// <param name="rows">How many: 2 or 4.</param>
    static abstract TPart Shift(TPart part, int rows);
}

/// <summary>A part whose thread multiplies it alone, in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IThreadPart<TPart> : ITilePart<TPart>
    where TPart : struct
{
    /// <summary>One step of the sum.</summary>
    /// <param name="sum">What there is so far.</param>
    /// <param name="left">The left operand's tile.</param>
    /// <param name="leftQuad">The part's first quad there.</param>
    /// <param name="leftApart">Quads from one to the next.</param>
    /// <param name="right">The right operand's tile.</param>
    /// <param name="rightQuad">The part's first quad there.</param>
    /// <param name="rightApart">Quads from one to the next.</param>
    static abstract TPart Step(TPart sum, ArrayView<Float4> left, int leftQuad, int leftApart, ArrayView<Float4> right, int rightQuad, int rightApart);
}

/// <summary>What all parts have in common that a thread multiplies alone. Warps of eight by four threads lie side by side.</summary>
internal static class ThreadParts<TPart>
    where TPart : struct, IThreadPart<TPart>
{
    /// <summary>Threads of a warp side by side.</summary>
    private const int WarpColumns = 8;

    /// <summary>Threads of a warp one below another.</summary>
    private const int WarpRows = 4;

    public static int Row(int thread, int columns) => ((thread & 31) / WarpColumns) + (thread / 32 / (columns / WarpColumns) * WarpRows);

    public static int Column(int thread, int columns) => (thread & (WarpColumns - 1)) + ((thread / 32 & ((columns / WarpColumns) - 1)) * WarpColumns);

    /// <summary>The steps of a tile. ILGPU unrolls no loops; four steps at a time hide the loop, and leave registers enough.</summary>
    public static TPart Multiply<TLeft, TRight>(TPart sum, ArrayView<Float4> left, ArrayView<Float4> right)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int leftPitch = TileGeometry<TPart, TLeft, TRight>.LeftPitch, rightPitch = TileGeometry<TPart, TLeft, TRight>.RightPitch;
        int rows = TileGeometry<TPart, TLeft, TRight>.Rows, columns = TileGeometry<TPart, TLeft, TRight>.Columns;
        for (int step = 0; step < ProductEdges.Depth; step += 4)
        {
            ArrayView<Float4> a = left.SubView(step * leftPitch), b = right.SubView(step * rightPitch);
            sum = TPart.Step(sum, a, 0, rows, b, 0, columns);
            sum = TPart.Step(sum, a, leftPitch, rows, b, rightPitch, columns);
            sum = TPart.Step(sum, a, 2 * leftPitch, rows, b, 2 * rightPitch, columns);
            sum = TPart.Step(sum, a, 3 * leftPitch, rows, b, 3 * rightPitch, columns);
        }

        return sum;
    }
}

/// <summary>Four rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TilePart4<TRow> : IThreadPart<TilePart4<TRow>>
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
    public static int Row(int thread, int columns) => ThreadParts<TilePart4<TRow>>.Row(thread, columns);

    /// <inheritdoc/>
    public static int Column(int thread, int columns) => ThreadParts<TilePart4<TRow>>.Column(thread, columns);

    /// <inheritdoc/>
    public static int Apart(int columns) => columns;

    /// <inheritdoc/>
    public static int LeftStart(int thread, int columns, int pitch) => Row(thread, columns);

    /// <inheritdoc/>
    public static int RightStart(int thread, int columns, int pitch) => Column(thread, columns);

    /// <inheritdoc/>
    public static void Declare()
    {
    }

    /// <inheritdoc/>
    public static TilePart4<TRow> Zero() => default;

    /// <inheritdoc/>
    public static TilePart4<TRow> Multiply<TLeft, TRight>(TilePart4<TRow> sum, ArrayView<Float4> left, int leftStart, ArrayView<Float4> right, int rightStart)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> => ThreadParts<TilePart4<TRow>>.Multiply<TLeft, TRight>(sum, left.SubView(leftStart), right.SubView(rightStart));

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
public struct TilePart8<TRow> : IThreadPart<TilePart8<TRow>>
    where TRow : struct, ITileRow<TRow>
{
    private TilePart4<TRow> _low;
    private TilePart4<TRow> _high;

    /// <inheritdoc/>
    public static int Rows => 8;

    /// <inheritdoc/>
    public static int RowQuads => TRow.Quads;

    /// <inheritdoc/>
    public static int Row(int thread, int columns) => ThreadParts<TilePart8<TRow>>.Row(thread, columns);

    /// <inheritdoc/>
    public static int Column(int thread, int columns) => ThreadParts<TilePart8<TRow>>.Column(thread, columns);

    /// <inheritdoc/>
    public static int Apart(int columns) => columns;

    /// <inheritdoc/>
    public static int LeftStart(int thread, int columns, int pitch) => Row(thread, columns);

    /// <inheritdoc/>
    public static int RightStart(int thread, int columns, int pitch) => Column(thread, columns);

    /// <inheritdoc/>
    public static void Declare()
    {
    }

    /// <inheritdoc/>
    public static TilePart8<TRow> Zero() => default;

    /// <inheritdoc/>
    public static TilePart8<TRow> Multiply<TLeft, TRight>(TilePart8<TRow> sum, ArrayView<Float4> left, int leftStart, ArrayView<Float4> right, int rightStart)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> => ThreadParts<TilePart8<TRow>>.Multiply<TLeft, TRight>(sum, left.SubView(leftStart), right.SubView(rightStart));

    /// <inheritdoc/>
    public static TilePart8<TRow> Step(
        TilePart8<TRow> sum, ArrayView<Float4> left, int leftQuad, int leftApart, ArrayView<Float4> right, int rightQuad, int rightApart)
    {
        TRow row = TRow.Load(right, rightQuad, rightApart);
        return MultiplyAdd(sum, left[leftQuad], left[leftQuad + leftApart], row);
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

    internal static TilePart8<TRow> MultiplyAdd(TilePart8<TRow> sum, Float4 low, Float4 high, TRow right) => new()
    {
        _low = TilePart4<TRow>.MultiplyAdd(sum._low, low, right),
        _high = TilePart4<TRow>.MultiplyAdd(sum._high, high, right),
    };
}
