using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Sums of matrices along one of their dimensions. Those that add to a gradient run over the samples too: they are split between groups, each of which leaves a partial sum.
/// Long sums are sums of blocks (<see cref="BlockTerms"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuReduction
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void AddColumnsLauncher(
        AcceleratorStream stream, KernelConfig config, View values, View partials, AxisMap axis, int columns, int chunk, int rows, int rowStride);

    private delegate void AddRowsLauncher(AcceleratorStream stream, KernelConfig config, View values, View partials, int rows, int chunk, int columns, int stride);

    private delegate void ColumnsLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, CooperativeRows rows, float scale);

    private delegate void RowsLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, int count, int rows, int columns, Divider byColumns, float scale);

    private static readonly LibraryKernel<AddRowsLauncher> AddOverRowsKernel = new(SumRows);

    private static readonly LibraryKernel<AddColumnsLauncher> AddOverColumnsKernel = new(SumColumns);

    private static readonly LibraryKernel<RowsLauncher> OverRowsKernel = new(SumRowsOfSamples);

    private static readonly LibraryKernel<ColumnsLauncher> OverColumnsKernel = new(SumColumnsOfRows);

    /// <summary>sums[n] += sum over the rows of values[row, n].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="values">[rows, columns], rows being a stride apart.</param>
    /// <param name="sums">[columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stride">Floats from row to row.</param>
    public static void AddOverRows(GpuFrame frame, View values, View sums, int rows, int columns, int stride)
    {
        int splits = frame.Split(rows, ColumnReduction.Groups(columns), columns, out int chunk);
        View partials = frame.ReservePartials(splits * columns);
        AddOverRowsKernel.On(frame.Device)(frame.Device.Stream, ColumnReduction.Config(columns, splits), values, partials, rows, chunk, columns, stride);
        frame.AddPartials(partials, sums, columns, splits, columns);
    }

    /// <summary>sums[m] += sum over the samples and columns of values[sample, m, column]. A group of threads a row, which take turns with the columns.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="values">[samples, rows, columns], samples and rows being strides apart.</param>
    /// <param name="sums">[rows].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="size">Floats from sample to sample.</param>
    public static void AddOverColumns(GpuFrame frame, View values, View sums, int samples, int rows, int columns, int stride, int size)
    {
        int terms = samples * columns;
        int splits = frame.Split(terms, rows, rows, out int chunk);
        View partials = frame.ReservePartials(splits * rows);
        var config = new KernelConfig(new Index3D(rows, splits, 1), new Index3D(Threads, 1, 1));
        AddOverColumnsKernel.On(frame.Device)(frame.Device.Stream, config, values, partials, AxisMap.OfSamples(columns, 1, size), terms, chunk, rows, stride);
        frame.AddPartials(partials, sums, rows, splits, rows);
    }

    /// <summary>output[sample, n] = scale times the sum over the rows of a sample of input[sample, row, n].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="output">[samples, columns].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / rows for a mean.</param>
    public static void OverRows(GpuFrame frame, View input, View output, int samples, int rows, int columns, float scale)
    {
        int count = samples * columns;
        OverRowsKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, rows, columns, new Divider(columns), scale);
    }

    /// <summary>output[row] = scale times the sum over n of input[row, n]. A few lanes share a row, and one of them stores what all have added up.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="output">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / columns for a mean.</param>
    public static void OverColumns(GpuFrame frame, View input, View output, int rows, int columns, float scale)
    {
        var layout = new CooperativeRows(rows, columns);
        OverColumnsKernel.On(frame.Device)(frame.Device.Stream, layout.Config, input, output, layout, scale);
    }

    internal static void SumRows(View values, View partials, int rows, int chunk, int columns, int stride)
    {
        int column = ColumnReduction.Column;
        if (column < columns)
        {
            int first = Grid.IdxY * chunk;
            int last = IntrinsicMath.Min(first + chunk, rows);
            float total = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float sum = 0f;
                for (int row = block; row < end; row++)
                {
                    sum += values[(row * stride) + column];
                }

                total += sum;
            }

            partials[(Grid.IdxY * columns) + column] = total;
        }
    }

    internal static void SumColumns(View values, View partials, AxisMap axis, int columns, int chunk, int rows, int rowStride)
    {
        View sums = SharedMemory.Allocate<float>(Threads);
        int row = Grid.IdxX;
        int first = Grid.IdxY * chunk;
        int last = IntrinsicMath.Min(first + chunk, columns);
        float total = 0f;
        for (int block = first; block < last; block += Threads * BlockTerms.Gpu)
        {
            int end = IntrinsicMath.Min(block + (Threads * BlockTerms.Gpu), last);
            float sum = 0f;
            for (int column = block + Group.IdxX; column < end; column += Threads)
            {
                sum += values[(row * rowStride) + AxisMap.At(axis, column)];
            }

            total += sum;
        }

        sums[Group.IdxX] = total;
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            total = 0f;
            for (int i = 0; i < Threads; i++)
            {
                total += sums[i];
            }

            partials[(Grid.IdxY * rows) + row] = total;
        }
    }

    internal static void SumRowsOfSamples(View input, View output, int count, int rows, int columns, Divider byColumns, float scale)
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
                    part += input[start + (row * columns)];
                }

                sum += part;
            }

            output[i] = sum * scale;
        }
    }

    internal static void SumColumnsOfRows(View input, View output, CooperativeRows rows, float scale)
    {
        View sums = SharedMemory.Allocate<float>(Threads);
        int start = rows.Start, limit = rows.Limit;
        float sum = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            sum += input[start + channel];
        }

        sum = rows.Sum(sum, sums);
        if (rows.Lane == 0 && limit > 0)
        {
            output[rows.Row] = sum * scale;
        }
    }
}
