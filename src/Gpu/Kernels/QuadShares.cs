using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>Four numbers that lie side by side in the operand, in one load.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct QuadShare1<TPattern, TLoads> : ITileShare<QuadShare1<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads
{
    private Float4 _quad;

    /// <inheritdoc/>
    public static int Lines => TPattern.Lines;

    /// <inheritdoc/>
    public static int Cell(int thread) => TileShares<TPattern, TLoads>.Cell(thread);

    /// <inheritdoc/>
    public static TileCursor Begin<TOperand>(int batch, int start, int firstLine, int firstStep, int limit)
        where TOperand : struct, IOperand => TileShares<TPattern, TLoads>.Begin<TOperand>(batch, start, firstLine, firstStep, limit);

    /// <inheritdoc/>
    public static TileCursor Next<TOperand>(TileCursor cursor, bool isMore)
        where TOperand : struct, IOperand => TileShares<TPattern, TLoads>.Next<TOperand>(cursor, isMore);

    /// <inheritdoc/>
    public static QuadShare1<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, TileCursor cursor)
        where TOperand : struct, IOperand => LoadHalf<TOperand>(numbers, cursor, 0);

    /// <inheritdoc/>
    public static void Store(QuadShare1<TPattern, TLoads> share, ArrayView<Float4> tile, int cell) => StoreHalf(share, tile, cell, 0);

    internal static QuadShare1<TPattern, TLoads> LoadHalf<TOperand>(ArrayView<float> numbers, TileCursor cursor, int half)
        where TOperand : struct, IOperand => new() { _quad = Quad<TOperand>(numbers, cursor, half) };

    internal static void StoreHalf(QuadShare1<TPattern, TLoads> share, ArrayView<Float4> tile, int cell, int half)
    {
        int first = half * TileShares<TPattern, TLoads>.Apart;
        if (TPattern.QuadsAreLines)
        {
            tile.SubView(cell / 4)[first / 4] = share._quad;
        }
        else
        {
            ArrayView<float> cells = tile.Cast<float>().SubView(cell);
            int pitch = TileShares<TPattern, TLoads>.Pitch;
            cells[first] = share._quad.X;
            cells[first + pitch] = share._quad.Y;
            cells[first + (2 * pitch)] = share._quad.Z;
            cells[first + (3 * pitch)] = share._quad.W;
        }
    }

    // As quads before anything is added to the address: only so does ILGPU know that it may be loaded in one instruction.
    private static Float4 Quad<TOperand>(ArrayView<float> numbers, TileCursor cursor, int half)
        where TOperand : struct, IOperand
    {
        if (TLoads.IsInside<TPattern>(cursor, half))
        {
            return numbers.Cast<Float4>().SubView(TLoads.Origin(cursor) / 4)[TLoads.Distance<TOperand, TPattern>(cursor, half, 0, 1) / 4];
        }

        return default;
    }
}

/// <summary>Twice four numbers that lie side by side in the operand, in two loads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct QuadShare2<TPattern, TLoads> : ITileShare<QuadShare2<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads
{
    private QuadShare1<TPattern, TLoads> _low;
    private QuadShare1<TPattern, TLoads> _high;

    /// <inheritdoc/>
    public static int Lines => TPattern.Lines;

    /// <inheritdoc/>
    public static int Cell(int thread) => TileShares<TPattern, TLoads>.Cell(thread);

    /// <inheritdoc/>
    public static TileCursor Begin<TOperand>(int batch, int start, int firstLine, int firstStep, int limit)
        where TOperand : struct, IOperand => TileShares<TPattern, TLoads>.Begin<TOperand>(batch, start, firstLine, firstStep, limit);

    /// <inheritdoc/>
    public static TileCursor Next<TOperand>(TileCursor cursor, bool isMore)
        where TOperand : struct, IOperand => TileShares<TPattern, TLoads>.Next<TOperand>(cursor, isMore);

    /// <inheritdoc/>
    public static QuadShare2<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, TileCursor cursor)
        where TOperand : struct, IOperand => new()
        {
            _low = QuadShare1<TPattern, TLoads>.LoadHalf<TOperand>(numbers, cursor, 0),
            _high = QuadShare1<TPattern, TLoads>.LoadHalf<TOperand>(numbers, cursor, 1),
        };

    /// <inheritdoc/>
    public static void Store(QuadShare2<TPattern, TLoads> share, ArrayView<Float4> tile, int cell)
    {
        QuadShare1<TPattern, TLoads>.StoreHalf(share._low, tile, cell, 0);
        QuadShare1<TPattern, TLoads>.StoreHalf(share._high, tile, cell, 1);
    }
}
