using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Products with a sparse weight: vectors of rows, packed as [features][rows], so that every kept weight is a broadcast and the others are never met. Packing is a
/// transposition for maps of channels and a copy for maps of tokens; results go back the same way, a block of features at a time, and epilogues run on that block. Values that
/// lie packed already are read and written where they are.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SparseProduct
{
    private const int Block = KernelSizes.PackedBlock;

    /// <summary>output[row, n] = bias[n] + sum over the kept weights of n of weight input[row, k] (+ residual[row, n]), and what the epilogue makes of it.</summary>
    /// <param name="shape">The operands' extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="lists">Which weights are kept.</param>
    /// <param name="operands">The operands: Left is the input, Right the kept weights.</param>
    public static void Multiply<TSimd, TVector, TEpilogue>(in SparseProductShape shape, int samples, SparseLists lists, scoped in ProductOperands operands)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TEpilogue : struct, IEpilogue =>
        Run<TSimd, TVector, TEpilogue>(shape, default, samples, lists, ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), operands);

    /// <summary>
    /// Both products of the backward pass in one: what <see cref="Multiply"/> computes, from the gradient of the output, and gradient of each kept weight += sum over the rows of
    /// left[row, n] source[row, k].
    /// </summary>
    /// <param name="shape">The operands' extents and strides.</param>
    /// <param name="sourceShape">How the layer's input lies.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="lists">Which weights are kept, by inputs.</param>
    /// <param name="source">The layer's input.</param>
    /// <param name="gradient">Gradients of the kept weights.</param>
    /// <param name="operands">The operands: Left is the gradient of the output, Right the kept weights.</param>
    public static void Backward<TSimd, TVector, TEpilogue>(
        in SparseProductShape shape, in SparseOperandShape sourceShape, int samples, SparseLists lists, ref float source, ref float gradient, scoped in ProductOperands operands)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TEpilogue : struct, IEpilogue =>
        Run<TSimd, TVector, TEpilogue>(shape, sourceShape, samples, lists, ref source, ref gradient, operands);

    /// <summary>Gradient of each kept weight += sum over the rows of target[row, n] source[row, k].</summary>
    /// <param name="shape">The operands' extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="lists">Which weights are kept.</param>
    /// <param name="source">The layer's input.</param>
    /// <param name="target">The gradient of its output.</param>
    /// <param name="gradient">Gradients of the kept weights.</param>
    /// <param name="workspace">Room for (features of the source + 2 blocks) rows of lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients<TSimd, TVector>(
        in SparseProductShape shape, int samples, SparseLists lists, ref float source, ref float target, ref float gradient, ref float workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int features = shape.Source.Features, rows = shape.MergesRows ? shape.Source.Rows * samples : shape.Source.Rows;
        for (int sample = 0; sample < (shape.MergesRows ? 1 : samples); sample++)
        {
            for (int row = 0; row < rows; row += SparseRows.Vectors * TSimd.Width)
            {
                int count = Math.Min(rows - row, SparseRows.Vectors * TSimd.Width);
                int lanes = SparseRows.Lanes<TSimd, TVector>(count);
                ref float packed = ref Pack(shape.Source, ref source, sample, row, 0, features, count, lanes, ref workspace);
                ref float tile = ref Unsafe.Add(ref workspace, features * lanes);
                for (int first = 0; first < shape.Target.Features; first += Block)
                {
                    int block = Math.Min(shape.Target.Features - first, Block);
                    ref float packedTarget = ref Pack(shape.Target, ref target, sample, row, first, block, count, lanes, ref tile);
                    SparseRows.AddGradients<TSimd, TVector>(lists, first, block, ref packedTarget, ref packed, lanes, ref gradient);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TSimd, TVector, TEpilogue>(
        in SparseProductShape shape, in SparseOperandShape sourceShape, int samples, SparseLists lists, ref float source, ref float gradient, scoped in ProductOperands operands)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TEpilogue : struct, IEpilogue
    {
        int features = shape.Source.Features, rows = shape.MergesRows ? shape.Source.Rows * samples : shape.Source.Rows;
        int most = SparseRows.Vectors * TSimd.Width, packs = Partition.DivideUp(rows, most), blocks = Partition.DivideUp(shape.Target.Features, Block);
        var alone = default(WorkShare);
        ref WorkShare share = ref Unsafe.IsNullRef(ref operands.Share) ? ref alone : ref operands.Share;
        ref float packed = ref operands.Workspace;
        (int at, int sample, int row, int count, int lanes) = (-1, 0, 0, 0, 0);

        // A unit is a block of features of a pack of rows. Who takes one packs the rows, unless the last one was of the same.
        while (share.Take((shape.MergesRows ? 1 : samples) * packs * blocks, out int unit, out int end))
        {
            for (; unit < end; unit++)
            {
                (int pack, int block) = Math.DivRem(unit, blocks);
                if (pack != at)
                {
                    at = pack;
                    (sample, row) = (pack / packs, pack % packs * most);
                    count = Math.Min(rows - row, most);
                    lanes = SparseRows.Lanes<TSimd, TVector>(count);
                    packed = ref Pack(shape.Source, ref operands.Left, sample, row, 0, features, count, lanes, ref operands.Workspace);
                }

                ref float room = ref Unsafe.Add(ref operands.Workspace, features * lanes);
                RunBlock<TSimd, TVector, TEpilogue>(
                    shape, sourceShape, lists, ref source, ref gradient, operands, ref packed, ref room, (sample, row, block * Block, count, lanes));
            }
        }
    }

    private static void RunBlock<TSimd, TVector, TEpilogue>(
        in SparseProductShape shape, in SparseOperandShape sourceShape, SparseLists lists, ref float source, ref float gradient, scoped in ProductOperands operands,
        ref float packed, ref float tile, (int Sample, int Row, int First, int Count, int Lanes) at)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TEpilogue : struct, IEpilogue
    {
        (int sample, int row, int first, int count, int lanes) = at;
        bool isWhole = shape.Target.IsPacked && count == lanes;
        int block = Math.Min(shape.Target.Features - first, Block);
        int place = shape.Target.IsPacked ? At(shape.Target, sample, row, 0) + (isWhole ? first * lanes : first) : At(shape.Target, sample, row, first);
        ref float target = ref isWhole ? ref Unsafe.Add(ref operands.Output, place) : ref tile;
        if (!Unsafe.IsNullRef(ref gradient))
        {
            ref float packedSource = ref Pack(sourceShape, ref source, sample, row, first, block, count, lanes, ref Unsafe.Add(ref tile, Block * lanes));
            SparseRows.Backward<TSimd, TVector>(lists, first, block, ref operands.Right, ref packed, lanes, ref packedSource, ref target, ref gradient);
        }
        else
        {
            ref float bias = ref Unsafe.IsNullRef(ref operands.Bias) ? ref operands.Bias : ref Unsafe.Add(ref operands.Bias, first);
            SparseRows.Multiply<TSimd, TVector>(lists, first, block, ref operands.Right, ref bias, ref packed, lanes, ref target);
        }

        Finish<TSimd, TVector, TEpilogue>(shape.Target, operands, ref tile, place, isWhole, block, count, lanes);
    }

    /// <summary>Brings a block of the result to where it is to lie, if it is not there yet, and does the rest there.</summary>
    private static void Finish<TSimd, TVector, TEpilogue>(
        in SparseOperandShape target, scoped in ProductOperands operands, ref float tile, int at, bool isWhole, int features, int count, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TEpilogue : struct, IEpilogue
    {
        (int height, int width, int stride) = isWhole ? (1, features * lanes, features * lanes)
            : target.RowsAreAdjacent ? (features, count, target.FeatureStride)
            : (count, features, target.RowStride);
        ref float output = ref Unsafe.Add(ref operands.Output, at);
        if (!isWhole && target.RowsAreAdjacent)
        {
            PackedRows.CopyBack(ref tile, lanes, features, count, stride, ref output);
        }
        else if (!isWhole)
        {
            PackedRows.TransposeBack(ref tile, lanes, features, count, stride, ref output);
        }

        if (!Unsafe.IsNullRef(ref operands.Residual))
        {
            PackedRows.Add<TSimd, TVector>(ref output, ref Unsafe.Add(ref operands.Residual, at), height, width, stride);
        }

        TEpilogue.Run<TSimd, TVector>(operands, at, height, width, stride);
    }

    /// <summary>Packs a block of features, unless they lie packed, as those of a single row do.</summary>
    /// <returns>The packed rows.</returns>
    private static ref float Pack(
        in SparseOperandShape operand, ref float values, int sample, int row, int first, int features, int count, int lanes, ref float room)
    {
        if (operand.IsPacked)
        {
            return ref PackedValues.Find(ref Unsafe.Add(ref values, At(operand, sample, row, 0)), operand.RowStride, first, features, count, lanes, ref room);
        }

        ref float start = ref Unsafe.Add(ref values, At(operand, sample, row, first));
        if (lanes == 1 && operand.FeatureStride == 1)
        {
            return ref start;
        }

        if (operand.RowsAreAdjacent)
        {
            PackedRows.Copy(ref start, operand.FeatureStride, features, count, lanes, ref room);
        }
        else
        {
            PackedRows.Transpose(ref start, operand.RowStride, features, count, lanes, ref room);
        }

        return ref room;
    }

    private static int At(in SparseOperandShape operand, int sample, int row, int feature) =>
        (sample * operand.Size) + (row * operand.RowStride) + (feature * operand.FeatureStride);
}
