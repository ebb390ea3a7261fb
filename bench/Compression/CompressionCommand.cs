using System.CommandLine;
using System.Globalization;
using SparseGen.Bench.Layers;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Compression;

/// <summary>Compressed linear maps beside the exact ones, on one thread.</summary>
internal static class CompressionCommand
{
    private const int MeasuredTimes = 15;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(40);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>compression</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        var command = new Command("compression", "Linear maps of bytes and tables beside the exact ones, on one thread, in two minutes.") { json };
        command.SetAction(result => Run(result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json)
    {
        ReportFile.Prepare(json);
        double ceiling = FmaCeiling.Measure(threads: 1);
        var report = new CompressionReport(Conditions.Current(), ceiling, [.. CompressedMaps.Measure(new LayerSettings(1, 0, MeasuredTimes, Duration))]);
        Show(report);
        ReportFile.Write(json, report, CompressionJson.Default.CompressionReport);
        return ExitCode.Success;
    }

    private static void Show(CompressionReport report)
    {
        Sheet table = Tables.Create("Linear maps of bytes and tables beside the exact ones").Text("map").Number("inputs").Number("outputs").Number("rows").Number("error")
            .Number("exact, ns a row").Number("of the ceiling").Number("ns a row").Number("faster").Number("kB");
        foreach (CompressedMapRow row in report.Maps)
        {
            double operations = 2.0 * row.Inputs * row.Outputs / row.ExactNanoseconds;
            table.Row(
                row.Map,
                Tables.Count(row.Inputs),
                Tables.Count(row.Outputs),
                Tables.Count(row.Rows),
                Tables.Percent(row.Error),
                Rounded(row.ExactNanoseconds),
                Tables.Percent(operations / report.Ceiling),
                Rounded(row.Nanoseconds),
                row.Faster.ToString("0.00", CultureInfo.InvariantCulture),
                Tables.Count(row.Bytes / 1000));
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine(
            $"{conditions.Processor}, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}; one thread, "
            + FormattableString.Invariant($"{report.Ceiling:0} GFLOP/s at most; medians of {MeasuredTimes} pairs of measurements in turns"));
    }

    private static string Rounded(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
