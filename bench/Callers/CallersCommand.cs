using System.CommandLine;
using SparseGen.Bench.Benchmarks;
using SparseGen.Bench.Quick;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Callers;

/// <summary>Answers a second of several threads that call <c>Forward</c> of one model with one sample each, as the requests of a server do.</summary>
internal static class CallersCommand
{
    private const int Repeats = 9;
    private static readonly int[] Counts = [1, 2, 4];
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>callers</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        var command = new Command("callers", "Answers a second of 1, 2 and 4 threads that call Forward of one FashionMixer at batch 1.") { json };
        command.SetAction(result => Run(result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json)
    {
        ReportFile.Prepare(json);
        CallersReport report = Measure();
        CallersTable.Show(report);
        ReportFile.Write(json, report, CallersJson.Default.CallersReport);
        return ExitCode.Success;
    }

    private static CallersReport Measure()
    {
        FashionMixer[] models = [.. Enumerable.Range(0, Counts[^1]).Select(_ => new FashionMixer(maxBatch: 1))];
        float[] image = RandomImages.Create(1, FashionMixer.Info.InputSize);
        var shared = new double[Counts.Length][];
        var apart = new double[Counts.Length][];
        for (int i = 0; i < Counts.Length; i++)
        {
            (shared[i], apart[i]) = (new double[Repeats], new double[Repeats]);
        }

        // In turns, so that a machine that others use, or that throttles, slows all of them and leaves their ratios as they are. The first round warms up.
        for (int repeat = -1; repeat < Repeats; repeat++)
        {
            for (int i = 0; i < Counts.Length; i++)
            {
                double together = ConcurrentCalls.Rate(Counts[i], _ => models[0], image, Duration);
                double each = ConcurrentCalls.Rate(Counts[i], caller => models[caller], image, Duration);
                if (repeat >= 0)
                {
                    (shared[i][repeat], apart[i][repeat]) = (together, each);
                }
            }
        }

        foreach (FashionMixer model in models)
        {
            model.Dispose();
        }

        CallersMeasurement[] rows =
        [
            .. Counts.Select((callers, i) => new CallersMeasurement(
                callers, Median(shared[i]), MedianRatio(shared[i], shared[0]), Median(apart[i]), MedianRatio(shared[i], apart[i]))),
        ];
        return new CallersReport(FashionMixer.Info.Name, Conditions.Current(), rows);
    }

    private static double Median(double[] values) => Repetitions.Median([.. values.Order()]);

    private static double MedianRatio(double[] values, double[] to) => Median([.. values.Zip(to, (value, one) => value / one)]);
}
