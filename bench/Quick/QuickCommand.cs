using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Quick;

/// <summary>The quick measurement: the machine's ceiling, then FashionMixer on one thread and on all.</summary>
internal static class QuickCommand
{
    private const int Batch = 128;
    private const int MeasuredTimes = 7;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(600);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>quick</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        var command = new Command("quick", "Images a second of FashionMixer and the share of the machine's FMA ceiling, in under a minute.") { json };
        command.SetAction(result => Run(result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json)
    {
        ReportFile.Prepare(json);
        QuickReport report = Measure();
        QuickTable.Show(report);
        ReportFile.Write(json, report, QuickJson.Default.QuickReport);
        return ExitCode.Success;
    }

    private static QuickReport Measure()
    {
        ModelEntry entry = ModelCatalogue.Entries[0];
        int[] threadCounts = Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1];
        var ceilings = new List<Ceiling>();
        var measurements = new List<QuickMeasurement>();
        foreach (int threads in threadCounts)
        {
            // Ceiling and model side by side: on a shared or throttled machine they then meet the same conditions.
            double ceiling = FmaCeiling.Measure(threads);
            ceilings.Add(new Ceiling(threads, ceiling));
            var operation = new ThroughputOperation(Device.CpuWithThreads(threads), Batch, MeasuredTimes, Duration);
            measurements.AddRange(entry.Apply(operation).Select(row => Place(row, threads, ceiling)));
        }

        return new QuickReport(entry.Info.Name, Conditions.Current(), ceilings, measurements);
    }

    private static QuickMeasurement Place(Throughput row, int threads, double ceiling)
        => new(
            row.Work,
            row.Batch,
            threads,
            row.ImagesPerSecond,
            row.Slowest,
            row.Fastest,
            row.GigaflopsPerSecond,
            row.GigaflopsPerSecond / ceiling);
}
