using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels.Cpu.Tiles;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Extents and strides of a <see cref="InnerProduct"/>, in floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct InnerProductShape
{
    /// <summary>One group.</summary>
    public InnerProductShape()
    {
    }

    /// <summary>Products of each sample.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Rows of the output.</summary>
    public required int Rows { get; init; }

    /// <summary>Terms of a sum, of a sample.</summary>
    public required int Depth { get; init; }

    /// <summary>Columns of the output.</summary>
    public required int Columns { get; init; }

    /// <summary>From sample to sample of the left operand.</summary>
    public int LeftSample { get; init; }

    /// <summary>From group to group of the left operand.</summary>
    public int LeftGroup { get; init; }

    /// <summary>From row to row of the left operand.</summary>
    public int LeftRow { get; init; }

    /// <summary>From sample to sample of the right operand.</summary>
    public int RightSample { get; init; }

    /// <summary>From group to group of the right operand.</summary>
    public int RightGroup { get; init; }

    /// <summary>From column to column of the right operand.</summary>
    public int RightColumn { get; init; }

    /// <summary>From group to group of the output.</summary>
    public int OutputGroup { get; init; }

    /// <summary>From row to row of the output.</summary>
    public int OutputRow { get; init; }

    /// <summary>From column to column of the output.</summary>
    public int OutputColumn { get; init; }
}

/// <summary>A register tile of dot products.</summary>
internal interface IInnerTile
{
    /// <summary>Adds the tile's dot products over all samples to the output.</summary>
    /// <param name="shape">Extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="left">The tile's first row of the left operand.</param>
    /// <param name="right">The tile's first column of the right operand.</param>
    /// <param name="output">The tile's first element of the output.</param>
    static abstract void Run<TSimd, TVector>(in InnerProductShape shape, ref float left, ref float right, ref float output, int samples)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>
/// output[m, n] += sum over the samples and k of left[m, k] right[n, k], both operands contiguous along the sum: gradients of weights that mix tokens. A tile of sums is kept
/// in vectors over all samples; each is added up across its lanes once, at the end, or as often as a lane has got the terms of a block (<see cref="BlockTerms"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InnerProduct
{
    /// <summary>Rows of the tallest tile.</summary>
    private const int TallestTile = 4;

    /// <summary>Adds all dot products to the output.</summary>
    /// <param name="shape">Extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="output">The gradient.</param>
    /// <param name="part">Which part of the gradient: of its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TSimd, TVector>(
        in InnerProductShape shape, int samples, ref float left, ref float right, ref float output, WorkerPart part = default)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int blocks = Partition.DivideUp(shape.Rows, TallestTile);

        // Groups that add to the same weight all add to the part's rows of it; else they lie behind each other.
        int apart = shape.OutputGroup == 0 ? 0 : blocks;
        (int first, int last) = part.Of(apart == 0 ? blocks : blocks * shape.Groups);
        for (int group = 0; group < shape.Groups; group++, first -= apart, last -= apart)
        {
            ref float rows = ref Unsafe.Add(ref left, (nint)group * shape.LeftGroup);
            ref float columns = ref Unsafe.Add(ref right, (nint)group * shape.RightGroup);
            ref float target = ref Unsafe.Add(ref output, (nint)group * shape.OutputGroup);
            int row = Math.Max(first, 0) * TallestTile, end = Math.Min(last * TallestTile, shape.Rows);
            if (TSimd.HasManyRegisters)
            {
                for (; row <= end - 4; row += 4)
                {
                    AddRows<TSimd, TVector, InnerTile4x4, InnerTile4x1>(shape, ref rows, ref columns, ref target, row, samples);
                }
            }

            for (; row <= end - 2; row += 2)
            {
                AddRows<TSimd, TVector, InnerTile2x4, InnerTile2x1>(shape, ref rows, ref columns, ref target, row, samples);
            }

            if (row < end)
            {
                AddRows<TSimd, TVector, InnerTile1x4, InnerTile1x1>(shape, ref rows, ref columns, ref target, row, samples);
            }
        }
    }

    /// <summary>All columns of some rows: tiles of four columns, then of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<TSimd, TVector, TWide, TThin>(
        in InnerProductShape shape, ref float left, ref float right, ref float output, int row, int samples)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IInnerTile
        where TThin : struct, IInnerTile
    {
        ref float rows = ref Unsafe.Add(ref left, (nint)row * shape.LeftRow);
        ref float target = ref Unsafe.Add(ref output, (nint)row * shape.OutputRow);
        int column = 0;
        for (; column <= shape.Columns - 4; column += 4)
        {
            TWide.Run<TSimd, TVector>(
                shape, ref rows, ref Unsafe.Add(ref right, (nint)column * shape.RightColumn), ref Unsafe.Add(ref target, (nint)column * shape.OutputColumn), samples);
        }

        for (; column < shape.Columns; column++)
        {
            TThin.Run<TSimd, TVector>(
                shape, ref rows, ref Unsafe.Add(ref right, (nint)column * shape.RightColumn), ref Unsafe.Add(ref target, (nint)column * shape.OutputColumn), samples);
        }
    }
}
