using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Sums along rows and columns, and what repeats along them, against plain loops.</summary>
public sealed class ReductionTests
{
    /// <summary>(samples, rows, columns): one number, ragged vectors, strips of four vectors, and more than one block of either kind of device.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 3, 2, 5 }, { 2, 7, 17 }, { 2, 5, 131 }, { 1, 3, 1100 }, { 2, 1100, 3 }, { 1, 2, 9000 },
    };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int samples, int rows, int columns) => Widths.Each(new CpuCheck(new(samples, rows, columns)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Matrices((int)shape[0], (int)shape[1], (int)shape[2])))
        {
            if (GpuKernelRun.Takes(device, data.Size))
            {
                CheckGpu(device, data);
            }
        }
    }

    /// <summary>Rows with gaps behind them, and for sums of rows behind each sample.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void StridesOnAGpu(string device)
    {
        const int samples = 3, rows = 5, columns = 2, stride = 4, size = 27;
        var values = ValueRecipe.Values("values", samples * size);
        double[] overRows = new double[columns], overColumns = new double[rows];
        for (var i = 0; i < samples * rows * columns; i++)
        {
            var (column, row, sample) = (i % columns, i / columns % rows, i / columns / rows);
            overRows[column] += values[((sample * rows) + row) * stride + column];
            overColumns[row] += values[sample * size + row * stride + column];
        }

        using var run = new GpuKernelRun(device, samples);
        ILGPU.ArrayView<float> view = run.Upload(values), first = run.Gradient(new float[columns]), second = run.Gradient(new float[rows]);
        run.Launch(frame => GpuReduction.AddOverRows(frame, view, first, samples * rows, columns, stride));
        run.Launch(frame => GpuReduction.AddOverColumns(frame, view, second, samples, rows, columns, stride, size));
        run.Expect(overRows, first, "over rows");
        run.Expect(overColumns, second, "over columns");
    }

    private static void CheckGpu(string device, Matrices data)
    {
        var (samples, rows, columns) = data;
        using var run = new GpuKernelRun(device, samples);
        var values = run.Upload(data.Values);
        ILGPU.ArrayView<float> addedRows = run.Gradient(data.Held(columns)), addedColumns = run.Gradient(data.Held(rows));
        ILGPU.ArrayView<float> mean = run.Unwritten(samples * columns), sums = run.Unwritten(samples * rows);
        ILGPU.ArrayView<float> repeatedRows = run.Unwritten(data.Size), repeatedColumns = run.Unwritten(data.Size);
        run.Launch(frame => GpuReduction.AddOverRows(frame, values, addedRows, samples * rows, columns, columns));
        run.Launch(frame => GpuReduction.AddOverColumns(frame, values, addedColumns, samples, rows, columns, columns, rows * columns));
        run.Launch(frame => GpuReduction.OverRows(frame, values, mean, samples, rows, columns, 1f / rows));
        run.Launch(frame => GpuReduction.OverColumns(frame, values, sums, samples * rows, columns, 1f));
        run.Launch(frame => GpuBroadcast.OverRows(frame, values, repeatedRows, samples, rows, columns, 0.25f));
        run.Launch(frame => GpuBroadcast.OverColumns(frame, values, repeatedColumns, samples * rows, columns, 1f));
        run.Expect(data.AddedOverRows, addedRows, $"{data}, added over rows");
        run.Expect(data.AddedOverColumns, addedColumns, $"{data}, added over columns");
        run.Expect(data.MeanOfRows, mean, $"{data}, mean");
        run.Expect(data.SumOfColumns, sums, $"{data}, sums");
        Assert.Equal(data.RepeatedRows(0.25f), run.Download(repeatedRows));
        Assert.Equal(data.RepeatedColumns, run.Download(repeatedColumns));
    }

    private sealed record CpuCheck(Matrices Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var (samples, rows, columns) = Data;
            KernelBuffer values = new(Data.Values), addedRows = new(Data.Held(columns)), addedColumns = new(Data.Held(rows));
            KernelBuffer mean = KernelBuffer.Unwritten(samples * columns), sums = KernelBuffer.Unwritten(samples * rows);
            KernelBuffer repeatedRows = KernelBuffer.Unwritten(Data.Size), repeatedColumns = KernelBuffer.Unwritten(Data.Size);
            Reduction.AddOverRows<TSimd, TVector>(ref values.Start, ref addedRows.Start, samples * rows, columns, columns);
            Reduction.AddOverColumns<TSimd, TVector>(ref values.Start, ref addedColumns.Start, samples, rows, columns, columns, rows * columns);
            Reduction.OverRows<TSimd, TVector>(ref values.Start, ref mean.Start, samples, rows, columns, 1f / rows);
            Reduction.OverColumns<TSimd, TVector>(ref values.Start, ref sums.Start, samples * rows, columns, 1f);
            Broadcast.OverRows<TSimd, TVector>(ref values.Start, ref repeatedRows.Start, samples, rows, columns, 0.25f);
            Broadcast.OverColumns<TSimd, TVector>(ref values.Start, ref repeatedColumns.Start, samples * rows, columns, 1f);
            addedRows.Expect(Data.AddedOverRows, $"{typeof(TSimd).Name}, added over rows");
            addedColumns.Expect(Data.AddedOverColumns, $"{typeof(TSimd).Name}, added over columns");
            mean.Expect(Data.MeanOfRows, $"{typeof(TSimd).Name}, mean");
            sums.Expect(Data.SumOfColumns, $"{typeof(TSimd).Name}, sums");
            repeatedRows.ExpectSame(Data.RepeatedRows(0.25f));
            repeatedColumns.ExpectSame(Data.RepeatedColumns);
        }
    }
}
