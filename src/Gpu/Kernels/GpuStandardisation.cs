using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Rows without their mean and deviation, which are handed on beside them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuStandardisation
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ForwardLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View normalised, View means, View deviations, CooperativeRows rows, float epsilon);

    private static readonly LibraryKernel<ForwardLauncher> ForwardKernel = new(ForwardRows);

    /// <summary>normalised = (input - mean) / deviation with deviation = sqrt(variance + epsilon), row by row.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="normalised">[rows, columns].</param>
    /// <param name="means">[rows].</param>
    /// <param name="deviations">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void Forward(GpuFrame frame, View input, View normalised, View means, View deviations, int rows, int columns, float epsilon)
    {
        var layout = new CooperativeRows(rows, columns);
        ForwardKernel.On(frame.Device)(frame.Device.Stream, layout.Config, input, normalised, means, deviations, layout, epsilon);
    }

    internal static void ForwardRows(View input, View normalised, View means, View deviations, CooperativeRows rows, float epsilon)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        float mean = rows.Mean(input, sums);
        float inverseDeviation = rows.InverseDeviation(input, mean, epsilon, squares);
        int start = rows.Start, limit = rows.Limit;
        for (int column = rows.Lane; column < limit; column += rows.Lanes)
        {
            normalised[start + column] = (input[start + column] - mean) * inverseDeviation;
        }

        if (rows.Lane == 0 && limit > 0)
        {
            means[rows.Row] = mean;
            deviations[rows.Row] = 1f / inverseDeviation;
        }
    }
}
