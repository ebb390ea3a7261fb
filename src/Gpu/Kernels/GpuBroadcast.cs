using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>The same numbers again and again along one dimension: the derivatives of the sums of <see cref="GpuReduction"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuBroadcast
{
    private delegate void ColumnsLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, int count, Divider columns, float scale);

    private delegate void RowsLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View output, int count, Divider size, Divider byColumns, int columns, float scale);

    private static readonly LibraryKernel<RowsLauncher> OverRowsKernel = new(RepeatRows);

    private static readonly LibraryKernel<ColumnsLauncher> OverColumnsKernel = new(RepeatColumns);

    /// <summary>output[sample, row, n] = scale input[sample, n].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, columns].</param>
    /// <param name="output">[samples, rows, columns].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each number is multiplied by.</param>
    public static void OverRows(GpuFrame frame, View input, View output, int samples, int rows, int columns, float scale)
    {
        int count = samples * rows * columns;
        OverRowsKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, new Divider(rows * columns), new Divider(columns), columns, scale);
    }

    /// <summary>output[row, n] = scale input[row].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows].</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each number is multiplied by.</param>
    public static void OverColumns(GpuFrame frame, View input, View output, int rows, int columns, float scale)
    {
        int count = rows * columns;
        OverColumnsKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, new Divider(columns), scale);
    }

    internal static void RepeatRows(View input, View output, int count, Divider size, Divider byColumns, int columns, float scale)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            output[i] = input[(Divider.Divide(size, i) * columns) + Divider.Remainder(byColumns, i)] * scale;
        }
    }

    internal static void RepeatColumns(View input, View output, int count, Divider columns, float scale)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            output[i] = input[Divider.Divide(columns, i)] * scale;
        }
    }
}
