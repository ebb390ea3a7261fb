using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Factors of rows that belong to the sample, and what they get as gradients: sums of products along rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuRowScaling
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ApplyLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View scale, View shift, View output, int count, int columns, int hasShift);

    private delegate void DotLauncher(AcceleratorStream stream, KernelConfig config, View left, View right, View output, CooperativeRows rows, float scale);

    private static readonly LibraryKernel<ApplyLauncher> ApplyKernel = new(ApplyAll);

    private static readonly LibraryKernel<DotLauncher> DotKernel = new(DotRows);

    /// <summary>output[row, n] = input[row, n] scale[row] + shift[row].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="scale">[rows].</param>
    /// <param name="shift">[rows], or null.</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    public static void Apply(GpuFrame frame, View input, View scale, View? shift, View output, int rows, int columns)
    {
        int count = rows * columns;
        ApplyKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, scale, shift ?? scale, output, count, columns, shift.HasValue ? 1 : 0);
    }

    /// <summary>output[row] = scale times the sum over n of left[row, n] right[row, n].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="left">[rows, columns].</param>
    /// <param name="right">[rows, columns].</param>
    /// <param name="output">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / columns for a mean.</param>
    public static void Dot(GpuFrame frame, View left, View right, View output, int rows, int columns, float scale)
    {
        var layout = new CooperativeRows(rows, columns);
        DotKernel.On(frame.Device)(frame.Device.Stream, layout.Config, left, right, output, layout, scale);
    }

    internal static void ApplyAll(View input, View scale, View shift, View output, int count, int columns, int hasShift)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int row = i / columns;
            float value = input[i] * scale[row];
            output[i] = hasShift != 0 ? value + shift[row] : value;
        }
    }

    internal static void DotRows(View left, View right, View output, CooperativeRows rows, float scale)
    {
        View sums = SharedMemory.Allocate<float>(Threads);
        int start = rows.Start, limit = rows.Limit;
        float sum = 0f;
        for (int column = rows.Lane; column < limit; column += rows.Lanes)
        {
            sum += left[start + column] * right[start + column];
        }

        float total = rows.Sum(sum, sums);
        if (rows.Lane == 0 && limit > 0)
        {
            output[rows.Row] = total * scale;
        }
    }
}
