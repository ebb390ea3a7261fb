using System.CommandLine;
using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Debugging;

/// <summary>How fast a user's project trains that is built for debugging, beside the same project in Release.</summary>
internal static class DebugCommand
{
    private const double AtLeast = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>debug</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<int> threads = Measurement.Threads(Environment.ProcessorCount);
        Option<int> pairs = Numbers.Whole("--pairs", "runs of each build, in turns; medians count", 7);
        var command = new Command("debug", "Training of a user's project that is built for debugging, beside the same in Release, in two minutes.") { json, threads, pairs };
        command.SetAction(result => Run(result.GetValue(json), result.GetValue(threads), result.GetValue(pairs)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json, int threads, int count)
    {
        ReportFile.Prepare(json);
        using var project = new UserProject();
        project.Build("Debug");
        project.Build("Release");

        var pairs = new List<BuildPair>();
        for (int i = 0; i < count; i++)
        {
            // Each comes first in half of the pairs.
            TrainingSpeed first = Measure(project, i % 2 == 0, threads), second = Measure(project, i % 2 != 0, threads);
            pairs.Add(i % 2 == 0 ? new BuildPair(first, second) : new BuildPair(second, first));
        }

        var report = new DebugReport(
            Conditions.Current(),
            threads,
            Median(pairs, static pair => pair.Debug.ImagesPerSecond),
            Median(pairs, static pair => pair.Release.ImagesPerSecond),
            Median(pairs, static pair => pair.Ratio),
            Median(pairs, static pair => pair.RatioByProcessor),
            AtLeast,
            pairs);
        Show(report);
        ReportFile.Write(json, report, DebugJson.Default.DebugReport);
        return ExitCode.Success;
    }

    private static TrainingSpeed Measure(UserProject project, bool forDebugging, int threads) =>
        project.Run(forDebugging ? "Debug" : "Release", WarmUp, Duration, threads);

    private static void Show(DebugReport report)
    {
        Sheet table = Tables.Create("A user's project that trains FashionMixer, as it is built and run by default")
            .Number("threads").Number("Debug, images/s").Number("Release, images/s").Number("Debug of Release").Number("by processor time").Number("at least").Text("kept");
        table.Row(
            Tables.Count(report.Threads),
            Tables.Count((long)Math.Round(report.Debug)),
            Tables.Count((long)Math.Round(report.Release)),
            Hundredths(report.DebugOfRelease),
            Hundredths(report.DebugOfReleaseByProcessor),
            Hundredths(report.AtLeast),
            report.DebugOfRelease >= report.AtLeast ? "yes" : "no");
        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine($"{conditions.Processor}, {conditions.Threads} threads, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}");
        double[] ratios = [.. report.Pairs.Select(static pair => pair.Ratio).Order()];
        Terminal.WriteLine($"Medians of {ratios.Length} pairs of runs, in turns; the ratios of the pairs go from {Hundredths(ratios[0])} to {Hundredths(ratios[^1])}.");
    }

    private static double Median(List<BuildPair> pairs, Func<BuildPair, double> value) => Repetitions.Median([.. pairs.Select(value).Order()]);

    private static string Hundredths(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
