using System.CommandLine;
using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>Measures rows, shows them, and writes files if asked to.</summary>
internal static class PeersCommand
{
    /// <summary>What outputs of single precision may differ by, in absolute terms: the models' outputs are of the order of 1.</summary>
    private const double MostDifference = 1e-4;

    /// <summary>Runs it.</summary>
    /// <param name="options">The command line.</param>
    /// <returns>The exit code: 1 where a peer computes something else.</returns>
    public static int Run(string[] options)
    {
        Option<string?> filter = new("--filter") { Description = "only rows whose model, batch, pass or peer contains this", HelpName = "TEXT" };
        Option<int> pairs = Numbers.Whole("--pairs", "turns of each of two", 9);
        Option<string?> results = new("--results") { Description = "write the tables as a Markdown page", HelpName = "FILE" };
        Option<string?> json = Measurement.Json();
        var command = new Command("peers", "SparseGen beside libtorch and ONNX Runtime, in turns, each in a process of its own; a quarter of an hour for all rows.")
        {
            filter, pairs, results, json,
        };
        command.SetAction(result => Run(result.GetValue(filter) ?? "", result.GetValue(pairs), result.GetValue(results), result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(string filter, int pairs, string? results, string? json)
    {
        PeerRow[] rows = [.. PeerRows.All.Where(row => $"{row}".Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (rows.Length == 0)
        {
            throw new CommandException($"No row contains '{filter}'. A row is a model, a batch, 'training' or 'inference', and a peer, such as '{PeerRows.All[0]}'.");
        }

        OutputFile.Prepare("--results", results);
        ReportFile.Prepare(json);
        PeersReport report = Measure(rows, pairs);
        PeersTable.ShowSummary(report);
        ReportFile.Write(json, report, PeersJson.Default.PeersReport);
        if (results is not null)
        {
            File.WriteAllText(results, ResultsPage.Write(report));
        }

        PeerResult[] wrong = [.. report.Rows.Where(static row => row.MaxDifference > MostDifference)];
        foreach (PeerResult row in wrong)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"bench: outputs of {row.Model} differ from those of {row.Peer} by {row.MaxDifference:G3}; expected at most {MostDifference:G3}."));
        }

        return wrong.Length == 0 ? ExitCode.Success : ExitCode.Fault;
    }

    private static PeersReport Measure(PeerRow[] rows, int pairs)
    {
        var measurement = new RowMeasurement(pairs);
        var results = new List<PeerResult>();
        foreach (PeerRow row in rows)
        {
            PeerResult result = measurement.Measure(row);
            results.Add(result);
            PeersTable.Show(result);
        }

        double ceiling = measurement.Ceiling(Environment.ProcessorCount);
        results = [.. results.Select(measurement.Shared)];
        double[] drawn = [.. results.Where(static row => row is { IsDrawn: true, Ratio: not null }).Select(static row => row.Ratio!.Value).Order()];
        return new PeersReport(
            DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Conditions.Current(), ceiling, results,
            drawn.Length > 0 ? drawn[0] : null, drawn.Length > 0 ? Repetitions.Median(drawn) : null);
    }
}
