using System.ComponentModel;
using ILGPU;
using ILGPU.Util;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>A thread's share of an operand's tile on its way to shared memory: all loads come before all stores, so that they wait for memory together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileShare<TShare>
    where TShare : struct
{
    /// <summary>Lines of the tile.</summary>
    static abstract int Lines { get; }

    /// <summary>Loads a share.</summary>
    /// <param name="numbers">The operand.</param>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">The thread's first line.</param>
    /// <param name="k">The thread's first step.</param>
    /// <param name="end">The step behind the last one.</param>
    static abstract TShare Load<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand;

    /// <summary>The thread's first line.</summary>
    static abstract int Line(int thread);

    /// <summary>The thread's first step.</summary>
    static abstract int Depth(int thread);

    /// <summary>Stores a share as [step][line], with four more floats between the steps, since powers of two collide in the banks of shared memory.</summary>
    static abstract void Store(TShare share, ArrayView<float> tile, int thread);
}

/// <summary>Sixteen numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileShare16<TPattern, TLoads> : ITileShare<TileShare16<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads<TLoads>
{
    private TileShare8<TPattern, TLoads> _low;
    private TileShare8<TPattern, TLoads> _high;

    /// <inheritdoc/>
    public static int Lines => TPattern.Lines;

    /// <inheritdoc/>
    public static int Line(int thread) => TPattern.Line(thread);

    /// <inheritdoc/>
    public static int Depth(int thread) => TPattern.Depth(thread);

    /// <inheritdoc/>
    public static TileShare16<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand
    {
        TLoads loads = TileShare8<TPattern, TLoads>.Loads<TOperand>(numbers, batch, sample, group, line, k, end);
        return new() { _low = TileShare8<TPattern, TLoads>.Load(loads, 0), _high = TileShare8<TPattern, TLoads>.Load(loads, 1) };
    }

    /// <inheritdoc/>
    public static void Store(TileShare16<TPattern, TLoads> share, ArrayView<float> tile, int thread)
    {
        TileShare8<TPattern, TLoads>.StoreAt(share._low, tile, thread, 0);
        TileShare8<TPattern, TLoads>.StoreAt(share._high, tile, thread, 8);
    }
}

/// <summary>Eight numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileShare8<TPattern, TLoads> : ITileShare<TileShare8<TPattern, TLoads>>
    where TPattern : struct, ILoadPattern
    where TLoads : struct, ITileLoads<TLoads>
{
    private float _0;
    private float _1;
    private float _2;
    private float _3;
    private float _4;
    private float _5;
    private float _6;
    private float _7;

    /// <inheritdoc/>
    public static int Lines => TPattern.Lines;

    /// <inheritdoc/>
    public static int Line(int thread) => TPattern.Line(thread);

    /// <inheritdoc/>
    public static int Depth(int thread) => TPattern.Depth(thread);

    /// <inheritdoc/>
    public static TileShare8<TPattern, TLoads> Load<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand => Load(Loads<TOperand>(numbers, batch, sample, group, line, k, end), 0);

    /// <inheritdoc/>
    public static void Store(TileShare8<TPattern, TLoads> share, ArrayView<float> tile, int thread) => StoreAt(share, tile, thread, 0);

    /// <summary>The loads go on along one axis and stay on the other; beyond the edge of either there is none left.</summary>
    internal static TLoads Loads<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand
    {
        int start = TOperand.Start(sample, group), lines = TOperand.End(batch) - line, steps = end - k;
        if (TPattern.LineStep != 0)
        {
            return TLoads.Of(numbers, start + AxisMap.At(TOperand.Steps, k), TOperand.Lines, line, TPattern.LineStep, Utilities.Select(steps > 0, lines, 0));
        }

        return TLoads.Of(numbers, start + AxisMap.At(TOperand.Lines, line), TOperand.Steps, k, TPattern.DepthStep, Utilities.Select(lines > 0, steps, 0));
    }

    internal static TileShare8<TPattern, TLoads> Load(TLoads loads, int half) => new()
    {
        _0 = TLoads.At(loads, half, 0),
        _1 = TLoads.At(loads, half, 1),
        _2 = TLoads.At(loads, half, 2),
        _3 = TLoads.At(loads, half, 3),
        _4 = TLoads.At(loads, half, 4),
        _5 = TLoads.At(loads, half, 5),
        _6 = TLoads.At(loads, half, 6),
        _7 = TLoads.At(loads, half, 7),
    };

    internal static void StoreAt(TileShare8<TPattern, TLoads> share, ArrayView<float> tile, int thread, int first)
    {
        int pitch = TPattern.Lines + 4, step = TPattern.LineStep + (TPattern.DepthStep * pitch);
        int cell = (TPattern.Depth(thread) * pitch) + TPattern.Line(thread) + (first * step);
        tile[cell] = share._0;
        tile[cell + step] = share._1;
        tile[cell + (2 * step)] = share._2;
        tile[cell + (3 * step)] = share._3;
        tile[cell + (4 * step)] = share._4;
        tile[cell + (5 * step)] = share._5;
        tile[cell + (6 * step)] = share._6;
        tile[cell + (7 * step)] = share._7;
    }
}
