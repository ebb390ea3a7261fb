using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using SparseGen.Models.Catalogue;
using SparseGen.Models.Display;
using SparseGen.Models.Operations;
using SparseGen.Models.Results;
using Spectre.Console;

namespace SparseGen.Models.Commands;

/// <summary><c>sparsegen bench</c>: images a second of a model on a device, in a few seconds.</summary>
internal static class BenchCommand
{
    private const int Repetitions = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<DeviceChoice> device = SharedOptions.Device();
        Option<int?> threads = SharedOptions.Threads();
        Option<int> batch = SharedOptions.Batch("Images of a training step and of an inference call");
        Option<string?> json = SharedOptions.Json();
        var command = new Command("bench", "Measure images a second of a training step and of inference")
        {
            model, device, threads, batch, json,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(model),
            result.GetRequiredValue(device).WithThreads(result.GetValue(threads)),
            result.GetValue(batch),
            result.GetValue(json)));
        return command;
    }

    private static int Run(ModelEntry entry, DeviceChoice choice, int batch, string? json)
    {
        OutputFile.Prepare("--json", json);
        Device device = choice.Open();
        var report = new BenchReport(
            entry.Name,
            choice.ToString(),
            device.Name,
            Environment.ProcessorCount,
            RuntimeInformation.FrameworkDescription,
            entry.Apply(new ThroughputOperation(device, batch, Repetitions, Duration)));
        Show(report);
        ReportFile.Write(json, report, ReportJson.Default.BenchReport);
        return ExitCode.Success;
    }

    private static void Show(BenchReport report)
    {
        Table table = Tables.Create($"{report.Model} on {report.DeviceName}")
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

        Terminal.Output.Write(table);
        Terminal.WriteLine(
            $"Median of {Repetitions} measurements of {Duration.TotalSeconds} s; {report.Processors} processors, {report.Runtime}. "
            + "A training step counts as three forward passes.");
    }

    private static string Rounded(double value) => Tables.Count((long)Math.Round(value));
}
