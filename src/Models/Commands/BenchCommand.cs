using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using SparseGen.Models;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen bench</c>: images a second of a model on a device, in a few seconds.</summary>
internal static class BenchCommand
{
    private const int Repetitions = 5;
    private const int MostStandardBatch = 128;

    // A training step of three such passes takes a second or two on a machine of a few cores.
    private const long MostStandardMacs = 40_000_000_000;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<DeviceChoice> device = SharedOptions.Device();
        Option<int?> threads = SharedOptions.Threads();
        Option<int?> batch = Numbers.OptionalWhole(
            "--batch", "Images of a training step and of an inference call; by default 128, and fewer for a large model", SharedOptions.MostBatch);
        Option<string?> json = SharedOptions.Json();
        var command = new Command("bench", "Measure images a second of a training step and of inference")
        {
            model, device, threads, batch, json,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(model),
            result.GetRequiredValue(device).WithThreads(result.GetValue(threads)),
            result.GetValue(batch) ?? StandardBatch(result.GetRequiredValue(model).Info),
            result.GetValue(json)));
        return command;
    }

    /// <summary>The largest power of two up to 128 with which a forward pass stays below a fixed cost, so that a measurement takes seconds; at least 1.</summary>
    internal static int StandardBatch(ModelInfo info)
    {
        int batch = MostStandardBatch;
        while (batch > 1 && batch * info.Macs > MostStandardMacs)
        {
            batch /= 2;
        }

        return batch;
    }

    private static int Run(ModelEntry entry, DeviceChoice choice, int batch, string? json)
    {
        ReportFile.Prepare(json);
        Device device = choice.Open();
        var operation = new ThroughputOperation(device, batch, Repetitions, Duration);
        var report = new BenchReport(
            entry.Name,
            choice.ToString(),
            device.Name,
            Environment.ProcessorCount,
            RuntimeInformation.FrameworkDescription,
            entry.Apply(operation),
            operation.LeftOut);
        Show(report);
        ReportFile.Write(json, report, ReportJson.Default.BenchReport);
        return ExitCode.Success;
    }

    private static void Show(BenchReport report)
    {
        Sheet table = Tables.Create($"{report.Model} on {report.DeviceName}")
            .Text("work").Number("batch").Number("images/s").Number("slowest").Number("fastest").Number("GFLOP/s");
        foreach (Throughput row in report.Measurements)
        {
            table.Row(
                row.Work,
                Tables.Count(row.Batch),
                Rounded(row.ImagesPerSecond),
                Rounded(row.Slowest),
                Rounded(row.Fastest),
                row.GigaflopsPerSecond.ToString("0.0", CultureInfo.InvariantCulture));
        }

        Terminal.Write(table);
        Terminal.WriteLine(
            $"Median of {Repetitions} measurements of {Duration.TotalSeconds} s; {report.Processors} processors, {report.Runtime}. "
            + "A training step counts as three forward passes.");
        if (report.LeftOut is string reason)
        {
            Terminal.WriteLine(reason);
        }
    }

    // A large model on a few cores handles an image in seconds.
    private static string Rounded(double value) =>
        value < 100 ? value.ToString("0.00", CultureInfo.InvariantCulture) : Tables.Count((long)Math.Round(value));
}
