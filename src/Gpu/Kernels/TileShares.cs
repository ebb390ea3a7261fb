using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>
/// A thread's share of an operand's tile on its way to shared memory: all loads come before all stores, so that they wait for memory together, and the tile before is multiplied
/// meanwhile. The tile lies as [step][line], with four more floats between the steps: powers of two collide in the banks of shared memory.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileShare<TShare>
    where TShare : struct
{
    /// <summary>Lines of the tile.</summary>
    static abstract int Lines { get; }

    /// <summary>Where the thread's first number goes, in floats.</summary>
    static abstract int Cell(int thread);

    /// <summary>Where the thread's loads start.</summary>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    /// <param name="start">Where the group starts.</param>
    /// <param name="firstLine">The tile's first line.</param>
    /// <param name="firstStep">The tile's first step.</param>
    /// <param name="limit">The step behind the last one.</param>
    static abstract TileCursor Begin<TOperand>(int batch, int start, int firstLine, int firstStep, int limit)
        where TOperand : struct, IOperand;

    /// <summary>Moves on to the next steps.</summary>
    /// <param name="cursor">Where the thread is.</param>
    /// <param name="isMore">Whether there are any; else it stays, and what it loads again nobody reads.</param>
    static abstract TileCursor Next<TOperand>(TileCursor cursor, bool isMore)
        where TOperand : struct, IOperand;

    /// <summary>Loads a share.</summary>
    static abstract TShare Load<TOperand>(ArrayView<float> numbers, TileCursor cursor)
        where TOperand : struct, IOperand;

    /// <summary>Stores a share.</summary>
    /// <param name="share">The share.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="cell">Where the thread's first number goes, in floats.</param>
    static abstract void Store(TShare share, ArrayView<Float4> tile, int cell);
}

/// <summary>What shares have in common.</summary>
internal static class TileShares<TPattern, TLoads>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads
{
    /// <summary>Floats from step to step.</summary>
    public static int Pitch => TPattern.Lines + 4;

    /// <summary>Floats from load to load in the tile.</summary>
    public static int Apart => TPattern.LineStep + (TPattern.DepthStep * Pitch);

    public static int Cell(int thread) => (TPattern.Depth(thread) * Pitch) + TPattern.Line(thread);

    public static TileCursor Begin<TOperand>(int batch, int start, int firstLine, int firstStep, int limit)
        where TOperand : struct, IOperand
    {
        // A thread beyond an edge loads nothing, but has its place at the edge.
        int line = firstLine + TPattern.Line(Group.IdxX), step = firstStep + TPattern.Depth(Group.IdxX), end = TOperand.End(batch);
        int placedLine = IntrinsicMath.Min(line, end - 1), placedStep = IntrinsicMath.Min(step, limit - 1);
        return new()
        {
            At = TLoads.Start<TOperand, TPattern>(start, placedLine, placedStep),
            StepMark = AxisMap.Mark(TOperand.Steps, placedStep, ProductEdges.Depth),
            Line = line,
            Step = step,
            LinesLeft = end - line,
            StepsLeft = limit - step,
        };
    }

    public static TileCursor Next<TOperand>(TileCursor cursor, bool isMore)
        where TOperand : struct, IOperand
    {
        bool goesOn = TLoads.GoesOn(cursor, isMore);
        int distance = Utilities.Select(goesOn, TLoads.Advance<TOperand, TPattern>(cursor), 0);
        return new()
        {
            At = cursor.At + distance,
            StepMark = Utilities.Select(goesOn, AxisMap.MarkOf(TOperand.Steps, cursor.StepMark, distance, ProductEdges.Depth), cursor.StepMark),
            Line = cursor.Line,
            Step = cursor.Step + Utilities.Select(goesOn, ProductEdges.Depth, 0),
            LinesLeft = cursor.LinesLeft,
            StepsLeft = cursor.StepsLeft - ProductEdges.Depth,
        };
    }
}

/// <summary>Four numbers, one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NumberShare4<TPattern, TLoads> : ITileShare<NumberShare4<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads
{
    private float _0;
    private float _1;
    private float _2;
    private float _3;

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
    public static NumberShare4<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, TileCursor cursor)
        where TOperand : struct, IOperand => LoadHalf<TOperand>(numbers, cursor, 0);

    /// <inheritdoc/>
    public static void Store(NumberShare4<TPattern, TLoads> share, ArrayView<Float4> tile, int cell) => StoreHalf(share, tile, cell, 0);

    internal static NumberShare4<TPattern, TLoads> LoadHalf<TOperand>(ArrayView<float> numbers, TileCursor cursor, int half)
        where TOperand : struct, IOperand
    {
        // Once for all loads: each may be a branch, and would compute its address anew.
        ArrayView<float> from = numbers.SubView(TLoads.Origin(cursor));
        return new()
        {
            _0 = Number<TOperand>(from, cursor, half, 0),
            _1 = Number<TOperand>(from, cursor, half, 1),
            _2 = Number<TOperand>(from, cursor, half, 2),
            _3 = Number<TOperand>(from, cursor, half, 3),
        };
    }

    internal static void StoreHalf(NumberShare4<TPattern, TLoads> share, ArrayView<Float4> tile, int cell, int half)
    {
        ArrayView<float> cells = tile.Cast<float>().SubView(cell);
        int apart = TileShares<TPattern, TLoads>.Apart, first = 4 * half * apart;
        cells[first] = share._0;
        cells[first + apart] = share._1;
        cells[first + (2 * apart)] = share._2;
        cells[first + (3 * apart)] = share._3;
    }

    private static float Number<TOperand>(ArrayView<float> from, TileCursor cursor, int half, int load)
        where TOperand : struct, IOperand
    {
        if (TLoads.IsInside<TPattern>(cursor, (4 * half) + load))
        {
            return from[TLoads.Distance<TOperand, TPattern>(cursor, half, load, 4)];
        }

        return 0f;
    }
}

/// <summary>Eight numbers, one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NumberShare8<TPattern, TLoads> : ITileShare<NumberShare8<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads
{
    private NumberShare4<TPattern, TLoads> _low;
    private NumberShare4<TPattern, TLoads> _high;

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
    public static NumberShare8<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, TileCursor cursor)
        where TOperand : struct, IOperand => new()
        {
            _low = NumberShare4<TPattern, TLoads>.LoadHalf<TOperand>(numbers, cursor, 0),
            _high = NumberShare4<TPattern, TLoads>.LoadHalf<TOperand>(numbers, cursor, 1),
        };

    /// <inheritdoc/>
    public static void Store(NumberShare8<TPattern, TLoads> share, ArrayView<Float4> tile, int cell)
    {
        NumberShare4<TPattern, TLoads>.StoreHalf(share._low, tile, cell, 0);
        NumberShare4<TPattern, TLoads>.StoreHalf(share._high, tile, cell, 1);
    }
}
