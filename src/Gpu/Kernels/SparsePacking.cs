using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Packs what sparse products read (<see cref="SparseRowsShape"/>): one launch turns one or two activations and brings the weights into the order of the lists, in fours.
/// </summary>
internal static class SparsePacking
{
    /// <summary>Floats from row to row of a block in shared memory: one more than there are, so that neither its rows nor its columns lie in one bank.</summary>
    private const int Pitch = SparseRowsShape.Block + 1;

    private const int Cells = KernelSizes.SparseRows * SparseRowsShape.Block;

    /// <summary>Weights for each thread of a group of those that the launch is counted for.</summary>
    private const int WeightsOfThread = 16;

    private static readonly LibraryKernel<Launcher> PackKernel = new(Pack);

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, View source, View packed, SparseRowsShape shape, View otherSource, View otherPacked, SparseRowsShape otherShape,
        View weights, View listed, ArrayView<int> places, int count);

    /// <summary>Packs an activation and the weights of some lists.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="source">The activation.</param>
    /// <param name="shape">How it lies.</param>
    /// <param name="packed">Where to.</param>
    /// <param name="weights">The kept weights.</param>
    /// <param name="quads">The lists.</param>
    /// <param name="listed">Where the weights of the lists go.</param>
    internal static void Launch(GpuFrame frame, View source, SparseRowsShape shape, View packed, View weights, SparseQuads quads, View listed) =>
        Launch(frame, source, shape, packed, source, default, packed, weights, listed, frame.TableAt(quads.Places, 0), quads.Places.Length);

    /// <summary>Packs two activations.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="source">The first.</param>
    /// <param name="shape">How it lies.</param>
    /// <param name="packed">Where to.</param>
    /// <param name="otherSource">The second.</param>
    /// <param name="otherShape">How it lies.</param>
    /// <param name="otherPacked">Where to.</param>
    /// <param name="quads">The lists of the products that follow.</param>
    internal static void Launch(
        GpuFrame frame, View source, SparseRowsShape shape, View packed, View otherSource, SparseRowsShape otherShape, View otherPacked, SparseQuads quads) =>
        Launch(frame, source, shape, packed, otherSource, otherShape, otherPacked, source, packed, frame.TableAt(quads.Places, 0), 0);

    private static void Launch(
        GpuFrame frame, View source, SparseRowsShape shape, View packed, View otherSource, SparseRowsShape otherShape, View otherPacked, View weights, View listed,
        ArrayView<int> places, int count)
    {
        int groups = shape.Blocks + otherShape.Blocks + ((count + (GpuDevice.GroupSize * WeightsOfThread) - 1) / (GpuDevice.GroupSize * WeightsOfThread));
        var config = new KernelConfig(Math.Clamp(groups, 1, frame.Device.MaxElementwiseGroups), GpuDevice.GroupSize);
        PackKernel.On(frame.Device)(frame.Device.Stream, config, source, packed, shape, otherSource, otherPacked, otherShape, weights, listed, places, count);
    }

    internal static void Pack(
        View source, View packed, SparseRowsShape shape, View otherSource, View otherPacked, SparseRowsShape otherShape, View weights, View listed, ArrayView<int> places,
        int count)
    {
        View cells = SharedMemory.Allocate<float>(KernelSizes.SparseRows * Pitch);
        for (int block = Grid.IdxX; block < shape.Blocks; block += Grid.DimX)
        {
            PackBlock(source, packed, shape, block, cells);
        }

        for (int block = Grid.IdxX; block < otherShape.Blocks; block += Grid.DimX)
        {
            PackBlock(otherSource, otherPacked, otherShape, block, cells);
        }

        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int place = places[i];
            float weight = 0f;
            if (place != SparseQuads.NoPlace)
            {
                weight = weights[place];
            }

            listed[i] = weight;
        }
    }

    private static void PackBlock(View source, View packed, SparseRowsShape shape, int block, View cells)
    {
        int slice = Divider.Divide(shape.ByBlocks, block);
        int firstRow = slice * KernelSizes.SparseRows, firstFeature = (block - (slice * shape.BlocksOfSlice)) * SparseRowsShape.Block;
        for (int cell = Group.IdxX; cell < Cells; cell += Group.DimX)
        {
            // Along what lies side by side in memory.
            int outer = cell >> SparseRowsShape.Power, inner = cell & (SparseRowsShape.Block - 1);
            int row = shape.IsByFeatures != 0 ? inner : outer, feature = shape.IsByFeatures != 0 ? outer : inner;
            float value = 0f;
            if (firstRow + row < shape.Rows && firstFeature + feature < shape.Features)
            {
                value = source[AxisMap.At(shape.Map, firstRow + row) + ((firstFeature + feature) * shape.FeatureStride)];
            }

            cells[(row * Pitch) + feature] = value;
        }

        Group.Barrier();
        View slices = packed.SubView((long)slice * shape.Pitch);
        for (int cell = Group.IdxX; cell < Cells; cell += Group.DimX)
        {
            int feature = cell >> SparseRowsShape.Power, row = cell & (SparseRowsShape.Block - 1);
            if (firstFeature + feature <= shape.Features)
            {
                slices[((firstFeature + feature) * KernelSizes.SparseRows) + row] = cells[(row * Pitch) + feature];
            }
        }

        Group.Barrier();
    }
}
