using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

// Rows of the batch side by side, so that eight threads read a line of the cache for each kept weight, of which all know index and number (Gale et al. 2020, "Sparse GPU kernels
// for deep learning", arXiv 2006.10901, do so by subwarps of a row).
public sealed partial class GpuSparseProduct
{
    /// <summary>Floats from list to list of a result in shared memory: one more than there are rows, so that neither rows nor lists lie in one bank.</summary>
    private const int Pitch = KernelSizes.SparseRows + 1;

    /// <summary>Packs rows and weights, and launches the kernel on them.</summary>
    internal void LaunchPacked(GpuFrame frame, SparseLists lists, ProductArguments operands)
    {
        GpuDevice device = frame.Device;
        SparseQuads quads = SparseQuads.Of(lists, _source.Features);
        var source = new SparseRowsShape(frame.Count, _source);
        ArrayView<float> packed = frame.Workspace, listed = packed.SubView(source.Length);
        SparsePacking.Launch(frame, operands.Left, source, packed, operands.Right, quads, listed);
        operands.Left = packed;
        operands.Right = listed;
        operands.Batch = frame.Count * _target.Rows;
        var groups = new SparseGroups(device, _target.Features, source.Slices, splits: false);
        SparseArguments arguments = new()
        {
            Product = operands,
            Starts = frame.TableAt(quads.Heads, 0),
            Indices = frame.TableAt(quads.Indices, 0),
            Places = frame.TableAt(quads.Heads, 0),
            Lists = new Divider(groups.Lists),
            PiecesOfSlice = new Divider(groups.PiecesOfSlice),
            Pieces = groups.Pieces,
            Share = groups.Share,
        };
        _packedKernel.On(device)(device.Stream, groups.Config, arguments);
    }

    /// <summary>The body of the kernels for packed rows: a run of pieces, each of some lists and the rows of a slice.</summary>
    /// <typeparam name="TShape">How operands lie.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <typeparam name="TResidual">Whether something is added to the result.</typeparam>
    /// <typeparam name="TEpilogue">What is stored.</typeparam>
    public static void RunPacked<TShape, TBias, TResidual, TEpilogue>(SparseArguments arguments)
        where TShape : struct, ISparseShape
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TEpilogue : struct, IGpuEpilogue
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(KernelSizes.SparseLists * Pitch);
        int lists = SparseGroups.ListsOfGroup, first = Grid.IdxX * arguments.Share;
        int last = IntrinsicMath.Min(first + arguments.Share, arguments.Pieces);
        for (int piece = first; piece < last; piece++)
        {
            int slice = Divider.Divide(arguments.PiecesOfSlice, piece);
            int firstList = Divider.Remainder(arguments.PiecesOfSlice, piece) * lists;
            Float4 sum = Sum<TShape>(arguments, slice, firstList + SparseGroups.List);
            int cell = (SparseGroups.List * Pitch) + (4 * SparseGroups.Lane);
            cells[cell] = sum.X;
            cells[cell + 1] = sum.Y;
            cells[cell + 2] = sum.Z;
            cells[cell + 3] = sum.W;
            Group.Barrier();

            // Along what lies side by side in memory.
            for (int number = Group.IdxX; number < lists * KernelSizes.SparseRows; number += Group.DimX)
            {
                int inSlice, list;
                if (TShape.Target.RowStride == 1)
                {
                    list = number >> SparseRowsShape.Power;
                    inSlice = number & (KernelSizes.SparseRows - 1);
                }
                else
                {
                    inSlice = Divider.Divide(arguments.Lists, number);
                    list = number - (inSlice * lists);
                }

                int row = (slice * KernelSizes.SparseRows) + inSlice;
                if (firstList + list < TShape.Target.Features && row < arguments.Product.Batch)
                {
                    Store<TShape, TBias, TResidual, TEpilogue>(arguments.Product, row, firstList + list, cells[(list * Pitch) + inSlice]);
                }
            }

            Group.Barrier();
        }
    }

    /// <summary>A thread's four rows of a list's sum.</summary>
    private static Float4 Sum<TShape>(SparseArguments arguments, int slice, int list)
        where TShape : struct, ISparseShape
    {
        Float4 sum = default;
        if (list < TShape.Target.Features)
        {
            int slices = slice * ((TShape.Source.Features + 1) * SparseGroups.Lanes);
            ArrayView<Float4> source = arguments.Product.Left.Cast<Float4>().SubView(slices + SparseGroups.Lane), weights = arguments.Product.Right.Cast<Float4>();
            ArrayView<Int4> indices = arguments.Indices.Cast<Int4>();
            int end = arguments.Starts[list + 1];
            for (int i = arguments.Starts[list]; i < end; i++)
            {
                Int4 index = indices[i];
                Float4 weight = weights[i];
                sum = MultiplyAdd(sum, weight.X, source[index.X]);
                sum = MultiplyAdd(sum, weight.Y, source[index.Y]);
                sum = MultiplyAdd(sum, weight.Z, source[index.Z]);
                sum = MultiplyAdd(sum, weight.W, source[index.W]);
            }
        }

        return sum;
    }

    private static Float4 MultiplyAdd(Float4 sum, float weight, Float4 numbers)
    {
        sum.X += weight * numbers.X;
        sum.Y += weight * numbers.Y;
        sum.Z += weight * numbers.Z;
        sum.W += weight * numbers.W;
        return sum;
    }

    private static void Store<TShape, TBias, TResidual, TEpilogue>(ProductArguments arguments, int row, int feature, float value)
        where TShape : struct, ISparseShape
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TEpilogue : struct, IGpuEpilogue
    {
        int sample = Divider.Divide(new Divider(TShape.Target.Rows), row);
        int at = (sample * TShape.Target.Size) + ((row - (sample * TShape.Target.Rows)) * TShape.Target.RowStride) + (feature * TShape.Target.FeatureStride);
        if (TBias.IsPresent)
        {
            value += arguments.Bias[feature];
        }

        if (TResidual.IsPresent)
        {
            value += arguments.Residual[at];
        }

        TEpilogue.Store(arguments, at, value);
    }
}
