using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// The way of a tile out of the registers: some rows of each thread's part at a time go through shared memory, where the operands lay, so that neighbouring threads store
/// neighbouring numbers and one copy of the epilogue serves all of them.
/// </summary>
internal static class TileStage<TPart, TLeft, TRight>
    where TPart : struct, ITilePart<TPart>
    where TLeft : struct, ITileShare<TLeft>
    where TRight : struct, ITileShare<TRight>
{
    private static int Rows => TileGeometry<TPart, TLeft, TRight>.RowsAtOnce;

    /// <summary>How often all threads store some rows.</summary>
    public static int Count => TPart.Rows / Rows;

    /// <summary>Rows of the tile that are there at a time.</summary>
    public static int StagedRows => TileGeometry<TPart, TLeft, TRight>.Rows * Rows;

    /// <summary>The thread's first row of those.</summary>
    public static int FirstRow => Group.IdxX / TRight.Lines;

    /// <summary>From one of its rows to the next.</summary>
    public static int RowStep => TileGeometry<TPart, TLeft, TRight>.Threads / TRight.Lines;

    /// <summary>The thread's column, in all rows.</summary>
    public static int Column => Group.IdxX & (TRight.Lines - 1);

    /// <summary>Stores the first rows of all parts, and waits for it.</summary>
    public static ArrayView<float> Store(TPart part, ArrayView<Float4> tiles)
    {
        int pitch = TRight.Lines / 4, row = TileGeometry<TPart, TLeft, TRight>.Row(Group.IdxX) * Rows;
        TPart.Store(
            part, Rows, tiles, (row * pitch) + TileGeometry<TPart, TLeft, TRight>.Column(Group.IdxX), pitch, TPart.Apart(TileGeometry<TPart, TLeft, TRight>.Columns));
        Group.Barrier();
        return tiles.Cast<float>();
    }

    /// <summary>The part without the rows that were stored; everybody has read them.</summary>
    public static TPart Next(TPart part)
    {
        Group.Barrier();
        return TPart.Shift(part, Rows);
    }

    /// <summary>Which row of the tile a staged one is.</summary>
    /// <param name="stage">How often rows were stored before.</param>
    /// <param name="staged">The row.</param>
    public static int TileRow(int stage, int staged)
    {
        int fours = 4 * TileGeometry<TPart, TLeft, TRight>.Rows;
        if (Rows == 4)
        {
            return (stage * fours) + staged;
        }

        return ((stage / 2) * fours) + ((staged / 2) * 4) + ((stage & 1) * 2) + (staged & 1);
    }
}
