using System.CommandLine;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Layers;

/// <summary>Every layer beside the dense layer of the same input and output size.</summary>
internal static class LayersCommand
{
    private const int MeasuredTimes = 7;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(60);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>layers</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> filter = new("--filter") { Description = "only layers whose name or size contains this", HelpName = "TEXT" };
        Option<string?> json = Measurement.Json();
        Option<int> threads = Measurement.Threads(1);
        Option<int> batch = Measurement.Batch();
        var command = new Command("layers", "Every layer beside the dense layer of the same input and output size, in two minutes.") { filter, json, threads, batch };
        command.SetAction(result => Run(
            result.GetValue(filter) ?? "", result.GetValue(json), new LayerSettings(result.GetValue(threads), result.GetValue(batch), MeasuredTimes, Duration)));
        return Measurement.Run(command, options);
    }

    private static int Run(string filter, string? json, LayerSettings settings)
    {
        LayerRow[] rows = [.. LayerRows.All.Where(row => $"{row.Name} {row.Sizes}".Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (rows.Length == 0)
        {
            throw new CommandException($"--filter: no layer is called '{filter}'; there are {string.Join("; ", LayerRows.All.Select(row => row.Name).Distinct())}");
        }

        ReportFile.Prepare(json);

        double ceiling = FmaCeiling.Measure(settings.Threads);
        var layers = new List<LayerReport>();
        foreach (LayerRow row in rows)
        {
            if (Terminal.IsLive)
            {
                Console.Error.Write($"\r{layers.Count + 1} of {rows.Length}");
            }

            layers.Add(LayerReport.Of(row.Measure(settings), settings.Batch, ceiling));
        }

        if (Terminal.IsLive)
        {
            Console.Error.Write("\r          \r");
        }

        var report = new LayersReport(Conditions.Current(), settings.Threads, settings.Batch, ceiling, layers);
        LayersTable.Show(report);
        ReportFile.Write(json, report, LayersJson.Default.LayersReport);
        return ExitCode.Success;
    }
}
