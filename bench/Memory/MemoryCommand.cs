using System.CommandLine;
using System.Globalization;
using SparseGen.Bench.Layers;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Memory;

/// <summary>Depthwise convolutions, which wait for memory, beside a copy of as many bytes, in turns.</summary>
internal static class MemoryCommand
{
    private const int MeasuredTimes = 9;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(80);

    /// <summary>Height, width and channels: the images of ConvMLP-S from the first stage to the last, and tokens along which a kernel of three goes.</summary>
    private static readonly (int Height, int Width, int Channels)[] s_images = [(56, 56, 64), (28, 28, 128), (14, 14, 256), (7, 7, 512), (1, 256, 512)];

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>memory</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<int> threads = Measurement.Threads(Environment.ProcessorCount);
        var command = new Command("memory", "Depthwise convolutions beside a copy of as many bytes, in a quarter of a minute.") { json, threads };
        command.SetAction(result => Run(result.GetValue(json), result.GetValue(threads)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json, int threads)
    {
        ReportFile.Prepare(json);
        MemoryRow[] rows = [.. s_images.Select(image => OfKernel(threads, image.Height, image.Width, image.Channels)), OfModel(threads)];
        var report = new MemoryReport(Conditions.Current(), threads, rows);
        Show(report);
        ReportFile.Write(json, report, MemoryJson.Default.MemoryReport);
        return ExitCode.Success;
    }

    private static MemoryRow OfKernel(int threads, int height, int width, int channels)
    {
        using var work = new ImageWork(threads, height, width, channels);
        Pair pair = Interleaved.Measure(work.Convolve, work.Copy, new LayerSettings(threads, work.Samples, MeasuredTimes, Duration));
        return Row(height == 1 ? "depthwise, 1x3" : "depthwise, 3x3", $"{height}x{width}x{channels}", work.Samples, work.Bytes, pair);
    }

    /// <summary>The same in a model, which reads its input and writes its output besides.</summary>
    private static MemoryRow OfModel(int threads)
    {
        using var copy = new ImageWork(threads, 28, 28, 128);
        var settings = new LayerSettings(threads, copy.Samples, MeasuredTimes, Duration);
        using DepthwiseOfTokens model = new(copy.Samples, Device.CpuWithThreads(threads));
        float[] input = new float[copy.Samples * DepthwiseOfTokens.Info.InputSize], output = new float[input.Length];
        Array.Fill(input, 0.5f);
        Pair pair = Interleaved.Measure(() => model.Forward(input, output), copy.Copy, settings);
        return Row("a model of it alone, inference", "28x28x128", copy.Samples, copy.Bytes, pair);
    }

    private static MemoryRow Row(string name, string image, int samples, long bytes, Pair pair) =>
        new(name, image, samples, bytes, bytes / pair.Seconds / 1e9, bytes / pair.OtherSeconds / 1e9, pair.Ratio);

    private static void Show(MemoryReport report)
    {
        Sheet table = Tables.Create($"Depthwise convolutions beside a copy, threads: {report.Threads}").Text("kernel").Text("image").Number("images").Number("GB/s")
            .Number("copy, GB/s").Number("of the copy");
        foreach (MemoryRow row in report.Kernels)
        {
            table.Row(
                row.Name, row.Image, Tables.Count(row.Samples), Rounded(row.GigabytesPerSecond), Rounded(row.CopyGigabytesPerSecond), Tables.Percent(row.ShareOfCopy));
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine($"{conditions.Processor}, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}");
        Terminal.WriteLine("Each image is read once and written once, and so many bytes are counted of both; no cache holds them. Medians of measurements in turns.");
    }

    private static string Rounded(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
