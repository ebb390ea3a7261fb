using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu;

/// <summary>The report for people.</summary>
internal static class GpuTables
{
    private const int DearestKernels = 12;

    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(GpuReport report)
    {
        Terminal.Write(Speeds(report));
        Terminal.Write(FirstCalls(report));
        foreach (ModelOnGpu model in report.Models.Where(static model => model.Kernels.Count > 0))
        {
            Terminal.Write(Kernels(model));
        }

        Terminal.Write(Products(report));
        DeviceDescription device = report.Device;
        Conditions host = report.Host;
        CultureInfo culture = CultureInfo.InvariantCulture;
        Terminal.WriteLine(string.Create(culture, $"{device.Name}, {device.Architecture}, {device.Multiprocessors} multiprocessors, {device.ClockMegahertz:0} MHz"));
        Terminal.WriteLine(string.Create(culture, $"{device.MemoryBytes / 1048576.0:N0} MiB; {device.Driver}; opening it took {report.OpenSeconds:0.0} s"));
        Terminal.WriteLine($"{host.Processor}, {host.Threads} threads, {host.Runtime}, {host.System}, ILGPU {device.Ilgpu}");
        Terminal.WriteLine("Medians. Products stand for themselves, without what models fuse behind them; an input gradient is the difference of two backward passes,");
        Terminal.WriteLine("a weight gradient has that of the bias with it. cuBLAS has no bias, and no sum over samples where tokens are mixed.");
        Terminal.WriteLine("Drivers may have kernels in a cache of their own from earlier runs.");
        foreach (Skipped skipped in report.Skipped)
        {
            Terminal.WriteLine($"Skipped: {skipped.What}: {skipped.Why}");
        }
    }

    private static Sheet Speeds(GpuReport report)
    {
        Sheet table = Tables.Create(report.IsQuick ? "Models, by the quick settings: no numbers to compare" : "Models")
            .Text("model").Text("work").Number("batch").Number("images/s").Number("slowest").Number("fastest").Number("GFLOP/s");
        foreach ((ModelOnGpu model, Throughput row) in report.Models.SelectMany(static model => model.Speeds.Select(row => (model, row))))
        {
            table.Row(
                model.Model, row.Work, Tables.Count(row.Batch), Rate(row.ImagesPerSecond), Rate(row.Slowest), Rate(row.Fastest), Rate(row.GigaflopsPerSecond));
        }

        return table;
    }

    private static Sheet FirstCalls(GpuReport report)
    {
        Sheet table = Tables.Create("First calls, kernels compiled in them, and what goes to the device and back")
            .Text("model").Number("batch").Number("model").Number("inference").Number("step").Number("second step").Number("launches").Number("bytes up").Number("bytes down");
        foreach (ModelOnGpu model in report.Models)
        {
            FirstCalls first = model.First;
            CallTraffic? step = model.Traffic?.Step;
            table.Row(
                model.Model, Tables.Count(first.Batch), Seconds(first.Model), Seconds(first.Inference), Seconds(first.Step), Seconds(first.SecondStep),
                step is null ? "-" : Tables.Count(step.Launches), step is null ? "-" : Tables.Count(step.UploadedBytes), step is null ? "-" : Tables.Count(step.DownloadedBytes));
        }

        return table;
    }

    private static Sheet Kernels(ModelOnGpu model)
    {
        Sheet table = Tables.Create($"Kernels of a step of {model.Model}, each by itself").Text("kernel").Number("launches").Number("us in all").Number("share");
        double all = model.Kernels.Sum(static kernel => kernel.Microseconds);
        foreach (KernelTime kernel in model.Kernels.Take(DearestKernels))
        {
            table.Row(kernel.Name, Tables.Count(kernel.Launches), Rate(kernel.Microseconds), Tables.Percent(kernel.Microseconds / all));
        }

        return table;
    }

    private static Sheet Products(GpuReport report)
    {
        Sheet table = Tables.Create($"Products, {(report.CuBlas is null ? "without cuBLAS" : $"beside cuBLAS {report.CuBlas}")}")
            .Text("model").Text("product").Text("pass").Text("a sample").Number("us").Number("GFLOP/s").Number("cuBLAS, us").Number("of cuBLAS");
        foreach (ProductOnGpu row in report.Products)
        {
            table.Row(
                row.Shape.Model, row.Shape.Product, Name(row.Pass), $"{row.Shape.Rows}x{row.Shape.Depth}x{row.Shape.Columns}", Rate(row.Microseconds), Rate(row.GigaflopsPerSecond),
                row.CuBlasMicroseconds is double cuBlas ? Rate(cuBlas) : "-", row.OfCuBlas is double share ? Tables.Percent(share) : "-");
        }

        return table;
    }

    private static string Name(ProductPass pass) => pass switch
    {
        ProductPass.Forward => "forward",
        ProductPass.InputGradient => "input gradient",
        _ => "weight gradient",
    };

    private static string Rate(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture) + " s";
}
