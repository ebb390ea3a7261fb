using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// The gradient of a sparse weight. In one kernel a thread has a kept weight and walks its share of the batch; in the other, for all but the smallest batches, eight threads add up
/// 32 rows of eight weights at a time, rows being packed first.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GpuSparseGradient
{
    private delegate void AddLauncher(
        AcceleratorStream stream, KernelConfig config, View source, View target, View partials, ArrayView<int> positions, SparseGradientShape shape, int rows, int chunk);

    private static readonly LibraryKernel<AddLauncher> AddKernel = new(SumRows);

    /// <summary>gradient[w] += sum over the rows and samples of source[row, k] target[row, n], for each kept weight w of output n and input k.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="source">What the weight reads: [samples, rows, inputs], with strides.</param>
    /// <param name="target">Gradient of what it computes: [samples, rows, outputs], with strides.</param>
    /// <param name="gradient">[kept].</param>
    /// <param name="mask">The kept weights.</param>
    /// <param name="sourceExtents">How the source lies.</param>
    /// <param name="targetExtents">How the target lies.</param>
    public static void Add(GpuFrame frame, View source, View target, View gradient, SparseMask mask, SparseExtents sourceExtents, SparseExtents targetExtents)
    {
        // Groups of threads are dear on the simulator.
        if (!frame.Device.IsSimulator && SparseChoice.PacksGradient(frame.Device.Multiprocessors, (long)frame.Count * sourceExtents.Rows, mask.Count))
        {
            AddPacked(frame, source, target, gradient, mask, sourceExtents, targetExtents);
        }
        else
        {
            AddByWeights(frame, source, target, gradient, mask, sourceExtents, targetExtents);
        }
    }

    /// <summary>A thread a kept weight.</summary>
    internal static void AddByWeights(GpuFrame frame, View source, View target, View gradient, SparseMask mask, SparseExtents sourceExtents, SparseExtents targetExtents)
    {
        var shape = new SparseGradientShape(mask.Count, sourceExtents, targetExtents);
        int rows = frame.Count * sourceExtents.Rows;
        int splits = frame.Split(rows, ColumnReduction.Groups(shape.Kept), shape.Kept, out int chunk);
        View partials = frame.ReservePartials(splits * shape.Kept);
        AddKernel.On(frame.Device)(
            frame.Device.Stream, ColumnReduction.Config(shape.Kept, splits), source, target, partials, frame.TableAt(mask.Positions, 0), shape, rows, chunk);
        frame.AddPartials(partials, gradient, shape.Kept, splits, shape.Kept);
    }

    internal static void SumRows(View source, View target, View partials, ArrayView<int> positions, SparseGradientShape shape, int rows, int chunk)
    {
        int weight = ColumnReduction.Column;
        if (weight < shape.Kept)
        {
            int first = Grid.IdxY * chunk;
            int last = IntrinsicMath.Min(first + chunk, rows);
            int output = Divider.Divide(shape.ByInputs, positions[weight]);
            int from = (positions[weight] - (output * shape.Inputs)) * shape.SourceFeature;
            int to = output * shape.TargetFeature;
            float total = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float sum = 0f;
                for (int row = block; row < end; row++)
                {
                    sum += source[from + AxisMap.At(shape.Source, row)] * target[to + AxisMap.At(shape.Target, row)];
                }

                total += sum;
            }

            partials[(Grid.IdxY * shape.Kept) + weight] = total;
        }
    }
}
