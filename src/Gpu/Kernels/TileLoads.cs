using System.ComponentModel;
using ILGPU;
using ILGPU.Util;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>A thread's loads of an operand's tile: eight or twice eight, so many steps apart along one axis.</summary>
/// <remarks>Planning says which kind a product needs. As a question in the kernel it would stand with every load through most of ILGPU's passes.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileLoads<TLoads>
    where TLoads : struct
{
    /// <summary>The loads.</summary>
    /// <param name="numbers">The operand.</param>
    /// <param name="start">The distance that all of them have in common.</param>
    /// <param name="axis">The axis along which they go on.</param>
    /// <param name="index">Index of the first one.</param>
    /// <param name="step">From index to index.</param>
    /// <param name="left">How many indexes are left to the edge.</param>
    static abstract TLoads Of(ArrayView<float> numbers, int start, AxisMap axis, int index, int step, int left);

    /// <summary>A number.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="half">Which eight: 0 or 1.</param>
    /// <param name="load">Which of these.</param>
    static abstract float At(TLoads loads, int half, int load);
}

/// <summary>Loads at even distances, in each eight: their addresses differ by constants, which are part of the instructions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EvenLoads : ITileLoads<EvenLoads>
{
    private readonly ArrayView<float> _from;
    private readonly int _step;
    private readonly int _half;

    private EvenLoads(ArrayView<float> from, int step, int half)
    {
        _from = from;
        _step = step;
        _half = half;
    }

    /// <inheritdoc/>
    public static EvenLoads Of(ArrayView<float> numbers, int start, AxisMap axis, int index, int step, int left) =>
        new(numbers.SubView(start + AxisMap.At(axis, index)), AxisMap.Step(axis, step), AxisMap.Half(axis, 8 * step));

    /// <inheritdoc/>
    public static float At(EvenLoads loads, int half, int load) => loads._from[(half * loads._half) + (load * loads._step)];
}

/// <summary>Loads that find their places one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ScatteredLoads : ITileLoads<ScatteredLoads>
{
    private readonly ArrayView<float> _numbers;
    private readonly int _start;
    private readonly AxisMap _axis;
    private readonly int _index;
    private readonly int _step;

    private ScatteredLoads(ArrayView<float> numbers, int start, AxisMap axis, int index, int step)
    {
        _numbers = numbers;
        _start = start;
        _axis = axis;
        _index = index;
        _step = step;
    }

    /// <inheritdoc/>
    public static ScatteredLoads Of(ArrayView<float> numbers, int start, AxisMap axis, int index, int step, int left) => new(numbers, start, axis, index, step);

    /// <inheritdoc/>
    public static float At(ScatteredLoads loads, int half, int load) =>
        loads._numbers[loads._start + AxisMap.At(loads._axis, loads._index + (((8 * half) + load) * loads._step))];
}

/// <summary>Loads of a tile that may go over an edge of the operand: beyond it is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ToEdge<TLoads> : ITileLoads<ToEdge<TLoads>>
    where TLoads : struct, ITileLoads<TLoads>
{
    private readonly TLoads _loads;
    private readonly int _step;
    private readonly int _left;

    private ToEdge(TLoads loads, int step, int left)
    {
        _loads = loads;
        _step = step;
        _left = left;
    }

    /// <inheritdoc/>
    public static ToEdge<TLoads> Of(ArrayView<float> numbers, int start, AxisMap axis, int index, int step, int left)
    {
        // A thread beyond the edge loads nothing, and its loads start somewhere inside all the same.
        // Selected: of `?:` ILGPU made two copies of what follows, and in one it divided zero by an extent of zero.
        bool isInside = left > 0;
        return new(TLoads.Of(numbers, Utilities.Select(isInside, start, 0), axis, Utilities.Select(isInside, index, 0), step, left), step, left);
    }

    /// <inheritdoc/>
    public static float At(ToEdge<TLoads> loads, int half, int load)
    {
        if (((8 * half) + load) * loads._step >= loads._left)
        {
            return 0f;
        }

        return TLoads.At(loads._loads, half, load);
    }
}
