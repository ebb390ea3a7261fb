using System.Globalization;
using System.Text;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>The results as a page, losses in bold.</summary>
internal static class ResultsPage
{
    /// <summary>Writes it.</summary>
    public static string Write(PeersReport report)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Conditions on = report.Conditions;
        var page = new StringBuilder();
        page.AppendLine("# SparseGen beside libtorch and ONNX Runtime");
        page.AppendLine();
        page.AppendLine("Written by `dotnet run -c Release --project bench/Peers -- --results bench/RESULTS.md`; not by hand.");
        page.AppendLine();
        page.AppendLine(culture, $"{report.Date} UTC, {on.Processor}, {on.Threads} threads, {on.VectorBits}-bit vectors, {on.Runtime}, {on.System}.");
        page.AppendLine(culture, $"The FMA ceiling in this run: {report.CeilingGigaflopsPerSecond:0} GFLOP/s.");
        page.AppendLine();
        page.AppendLine("Medians of turns, each library in a process of its own with all threads. `times as fast` compares with the peer, a loss is **bold**; a training step is");
        page.AppendLine("forward, loss, backward and AdamW, and counts as three forward passes for its share of the ceiling. Peers have SparseGen's weights by way of ONNX; the");
        page.AppendLine("last column is the largest difference of outputs before training.");
        page.AppendLine();
        Table(page, report.Rows.Where(static row => !row.IsDrawn));
        if (report.WorstOfDrawn is { } worst)
        {
            page.AppendLine();
            page.AppendLine("## Models drawn at random");
            page.AppendLine();
            page.AppendLine(culture, $"Worst {worst:0.00}, median {report.MedianOfDrawn:0.00}. Their declarations are in `bench/Peers/Random/RandomModels.cs`.");
            page.AppendLine();
            Table(page, report.Rows.Where(static row => row.IsDrawn));
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, IEnumerable<PeerResult> rows)
    {
        page.AppendLine("| model | batch | | beside | times as fast | us | peer's us | of the ceiling | difference |");
        page.AppendLine("|---|---:|---|---|---:|---:|---:|---:|---:|");
        foreach (PeerResult row in rows)
        {
            string ratio = row.Ratio is { } times ? times.ToString("0.00", CultureInfo.InvariantCulture) : row.Note ?? "";
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Model} | {row.Batch} | {row.What.ToString().ToLowerInvariant()} | {row.Peer} | {(row.Ratio < 1 ? $"**{ratio}**" : ratio)} | {row.Microseconds:N1} "
                + $"| {row.PeerMicroseconds:N1} | {row.CeilingShare:P0} | {row.MaxDifference:0.0e0} |");
        }
    }
}
