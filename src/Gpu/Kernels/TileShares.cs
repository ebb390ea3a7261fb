using System.ComponentModel;
using ILGPU;

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
public struct TileShare16<TPattern> : ITileShare<TileShare16<TPattern>>
    where TPattern : struct, ILoadPattern
{
    private TileShare8<TPattern> _low;
    private TileShare8<TPattern> _high;

    /// <inheritdoc/>
    public static int Lines => TPattern.Lines;

    /// <inheritdoc/>
    public static int Line(int thread) => TPattern.Line(thread);

    /// <inheritdoc/>
    public static int Depth(int thread) => TPattern.Depth(thread);

    /// <inheritdoc/>
    public static TileShare16<TPattern> Load<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand => new()
        {
            _low = TileShare8<TPattern>.Load<TOperand>(numbers, batch, sample, group, line, k, end),
            _high = TileShare8<TPattern>.Load<TOperand>(numbers, batch, sample, group, line + (8 * TPattern.LineStep), k + (8 * TPattern.DepthStep), end),
        };

    /// <inheritdoc/>
    public static void Store(TileShare16<TPattern> share, ArrayView<float> tile, int thread)
    {
        TileShare8<TPattern>.StoreAt(share._low, tile, thread, 0);
        TileShare8<TPattern>.StoreAt(share._high, tile, thread, 8);
    }
}

/// <summary>Eight numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileShare8<TPattern> : ITileShare<TileShare8<TPattern>>
    where TPattern : struct, ILoadPattern
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
    public static TileShare8<TPattern> Load<TOperand>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TOperand : struct, IOperand => new()
        {
            _0 = TOperand.At(numbers, batch, sample, group, line, k, end),
            _1 = TOperand.At(numbers, batch, sample, group, line + TPattern.LineStep, k + TPattern.DepthStep, end),
            _2 = TOperand.At(numbers, batch, sample, group, line + (2 * TPattern.LineStep), k + (2 * TPattern.DepthStep), end),
            _3 = TOperand.At(numbers, batch, sample, group, line + (3 * TPattern.LineStep), k + (3 * TPattern.DepthStep), end),
            _4 = TOperand.At(numbers, batch, sample, group, line + (4 * TPattern.LineStep), k + (4 * TPattern.DepthStep), end),
            _5 = TOperand.At(numbers, batch, sample, group, line + (5 * TPattern.LineStep), k + (5 * TPattern.DepthStep), end),
            _6 = TOperand.At(numbers, batch, sample, group, line + (6 * TPattern.LineStep), k + (6 * TPattern.DepthStep), end),
            _7 = TOperand.At(numbers, batch, sample, group, line + (7 * TPattern.LineStep), k + (7 * TPattern.DepthStep), end),
        };

    /// <inheritdoc/>
    public static void Store(TileShare8<TPattern> share, ArrayView<float> tile, int thread) => StoreAt(share, tile, thread, 0);

    internal static void StoreAt(TileShare8<TPattern> share, ArrayView<float> tile, int thread, int first)
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
