using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

// Eight threads have eight weights at a time, of one or two outputs, and each of them four rows of a slice: for each weight two quads of numbers are multiplied, and the sums of
// the eight threads are added at the end, in shared memory and always in the same order.
public static partial class GpuSparseGradient
{
    /// <summary>
    /// Floats from thread to thread, and from list to list, of the sums in shared memory: so that the threads of a warp that read meet in no bank.
    /// </summary>
    private const int ThreadPitch = 12, ListPitch = (SparseGroups.Lanes * ThreadPitch) + 8;

    private static readonly LibraryKernel<PackedLauncher> PackedKernel = new(SumPackedRows);

    private delegate void PackedLauncher(
        AcceleratorStream stream, KernelConfig config, View source, View target, View partials, ArrayView<int> outputs, ArrayView<int> inputs, ArrayView<int> places,
        SparsePackedShape shape);

    /// <summary>Packs rows of both operands, and launches the kernel on them.</summary>
    internal static void AddPacked(GpuFrame frame, View source, View target, View gradient, SparseMask mask, SparseExtents sourceExtents, SparseExtents targetExtents)
    {
        SparseQuads quads = SparseQuads.Of(mask);
        SparseRowsShape sourceRows = new(frame.Count, sourceExtents), targetRows = new(frame.Count, targetExtents);
        View packedSource = frame.Workspace, packedTarget = packedSource.SubView(sourceRows.Length);
        SparsePacking.Launch(frame, source, sourceRows, packedSource, target, targetRows, packedTarget, quads);

        // As many partial sums as there may be: one of few slices stays in a multiprocessor's cache.
        int splits = frame.Split(sourceRows.Rows, 1, mask.Count, out int chunk);
        View partials = frame.ReservePartials(splits * mask.Count);
        var groups = new SparseGroups(frame.Device, (quads.Count + 1) / 2, splits, splits: true);
        var shape = new SparsePackedShape(mask.Count, sourceRows, targetRows, chunk / KernelSizes.SparseRows, groups);
        PackedKernel.On(frame.Device)(
            frame.Device.Stream, groups.Config, packedSource, packedTarget, partials, frame.TableAt(quads.Heads, 0), frame.TableAt(quads.Indices, 0),
            frame.TableAt(quads.Places, 0), shape);
        frame.AddPartials(partials, gradient, mask.Count, splits, mask.Count);
    }

    internal static void SumPackedRows(
        View source, View target, View partials, ArrayView<int> outputs, ArrayView<int> inputs, ArrayView<int> places, SparsePackedShape shape)
    {
        View cells = SharedMemory.Allocate<float>(KernelSizes.SparseLists * ListPitch);
        int lane = SparseGroups.Lane, firstSlice = Grid.IdxY * shape.SlicesOfSplit, slices = IntrinsicMath.Min(shape.SlicesOfSplit, shape.Slices - firstSlice);
        ArrayView<Float4> left = target.Cast<Float4>(), right = source.Cast<Float4>();
        ArrayView<Int4> features = inputs.Cast<Int4>();
        int first = Grid.IdxX * shape.Share, last = IntrinsicMath.Min(first + shape.Share, shape.Pieces);
        for (int piece = first; piece < last; piece++)
        {
            int quad = 2 * ((piece * SparseGroups.ListsOfGroup) + SparseGroups.List);
            ArrayView<Int4> ownFeatures = features.SubView(quad);
            ArrayView<int> ownOutputs = outputs.SubView(quad);
            Int4 a = ownFeatures[0], b = ownFeatures[1];
            int outputA = ownOutputs[0], outputB = ownOutputs[1];
            Float4 sumA = default, sumB = default;

            // Over places that differ from thread to thread: PoCL lets all meet in a loop that all go through alike.
            int to = (firstSlice * shape.TargetPitch) + lane, from = (firstSlice * shape.SourcePitch) + lane, end = from + (slices * shape.SourcePitch);
            while (from < end)
            {
                ArrayView<Float4> rows = right.SubView(from), gradients = left.SubView(to);
                sumA = Multiply(sumA, gradients[outputA], rows[a.X], rows[a.Y], rows[a.Z], rows[a.W]);
                sumB = Multiply(sumB, gradients[outputB], rows[b.X], rows[b.Y], rows[b.Z], rows[b.W]);
                from += shape.SourcePitch;
                to += shape.TargetPitch;
            }

            View own = cells.SubView((SparseGroups.List * ListPitch) + (lane * ThreadPitch)), sums = cells.SubView((SparseGroups.List * ListPitch) + lane);
            ArrayView<Float4> ownQuads = own.Cast<Float4>();
            ownQuads[0] = sumA;
            ownQuads[1] = sumB;
            Group.Barrier();
            int place = places[(4 * quad) + lane];
            float total = sums[0] + sums[ThreadPitch] + sums[2 * ThreadPitch] + sums[3 * ThreadPitch]
                + sums[4 * ThreadPitch] + sums[5 * ThreadPitch] + sums[6 * ThreadPitch] + sums[7 * ThreadPitch];
            if (place != SparseQuads.NoPlace)
            {
                partials[(Grid.IdxY * shape.Kept) + place] = total;
            }

            Group.Barrier();
        }
    }

    /// <summary>Four weights of an output: their sums, and four rows of each besides.</summary>
    private static Float4 Multiply(Float4 sum, Float4 gradient, Float4 x, Float4 y, Float4 z, Float4 w)
    {
        sum.X += gradient.X * x.X;
        sum.Y += gradient.X * y.X;
        sum.Z += gradient.X * z.X;
        sum.W += gradient.X * w.X;
        sum.X += gradient.Y * x.Y;
        sum.Y += gradient.Y * y.Y;
        sum.Z += gradient.Y * z.Y;
        sum.W += gradient.Y * w.Y;
        sum.X += gradient.Z * x.Z;
        sum.Y += gradient.Z * y.Z;
        sum.Z += gradient.Z * z.Z;
        sum.W += gradient.Z * w.Z;
        sum.X += gradient.W * x.W;
        sum.Y += gradient.W * y.W;
        sum.Z += gradient.W * z.W;
        sum.W += gradient.W * w.W;
        return sum;
    }
}
