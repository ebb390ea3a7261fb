using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Factors of rows or columns that belong to the sample, and what they get as gradients: sums of products along rows or columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuRowScaling
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ApplyLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View scale, View shift, View output, int count, Divider columns, int hasShift);

    private delegate void ColumnsLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View scale, View shift, View output, int count, Divider rows, Divider columns, int hasShift);

    private delegate void DotOfColumnsLauncher(
        AcceleratorStream stream, KernelConfig config, View left, View right, View output, int count, int rows, int columns, Divider byColumns,
        float scale);

    private delegate void DotLauncher(AcceleratorStream stream, KernelConfig config, View left, View right, View output, CooperativeRows rows, float scale);

    private static readonly LibraryKernel<ApplyLauncher> ApplyKernel = new(ApplyAll);

    private static readonly LibraryKernel<DotLauncher> DotKernel = new(DotRows);

    private static readonly LibraryKernel<ColumnsLauncher> ColumnsKernel = new(ApplyToAllColumns);

    private static readonly LibraryKernel<DotOfColumnsLauncher> DotOfColumnsKernel = new(DotColumns);

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
            frame.Device.Stream, frame.Device.Elementwise(count), input, scale, shift ?? scale, output, count, new Divider(columns), shift.HasValue ? 1 : 0);
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

    /// <summary>output[row, n] = input[row, n] scale[n] + shift[n], where scale and shift are those of the sample.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="scale">[samples, columns].</param>
    /// <param name="shift">[samples, columns], or null.</param>
    /// <param name="output">[samples, rows, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    public static void ApplyToColumns(GpuFrame frame, View input, View scale, View? shift, View output, int samples, int rows, int columns)
    {
        int count = samples * rows * columns;
        ColumnsKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, scale, shift ?? scale, output, count, new Divider(rows), new Divider(columns),
            shift.HasValue ? 1 : 0);
    }

    /// <summary>output[n] = scale times the sum over the rows of a sample of left[row, n] right[row, n].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="left">[samples, rows, columns].</param>
    /// <param name="right">[samples, rows, columns].</param>
    /// <param name="output">[samples, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / rows for a mean.</param>
    public static void DotOfColumns(GpuFrame frame, View left, View right, View output, int samples, int rows, int columns, float scale)
    {
        int count = samples * columns;
        DotOfColumnsKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), left, right, output, count, rows, columns, new Divider(columns), scale);
    }

    internal static void ApplyToAllColumns(View input, View scale, View shift, View output, int count, Divider rows, Divider columns, int hasShift)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int sample = Divider.Divide(rows, Divider.Divide(columns, i));
            int at = Divider.Product(columns, sample) + Divider.Remainder(columns, i);
            float value = input[i] * scale[at];
            output[i] = hasShift != 0 ? value + shift[at] : value;
        }
    }

    internal static void DotColumns(View left, View right, View output, int count, int rows, int columns, Divider byColumns, float scale)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int sample = Divider.Divide(byColumns, i);
            int start = (sample * rows * columns) + (i - (sample * columns));
            float sum = 0f;
            for (int first = 0; first < rows; first += BlockTerms.Cpu)
            {
                int last = IntrinsicMath.Min(first + BlockTerms.Cpu, rows);
                float part = 0f;
                for (int row = first; row < last; row++)
                {
                    part += left[start + (row * columns)] * right[start + (row * columns)];
                }

                sum += part;
            }

            output[i] = sum * scale;
        }
    }

    internal static void ApplyAll(View input, View scale, View shift, View output, int count, Divider columns, int hasShift)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int row = Divider.Divide(columns, i);
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
