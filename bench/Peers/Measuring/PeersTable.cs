using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Display;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>Results for people: a line each as it comes, since all of them take a quarter of an hour.</summary>
internal static class PeersTable
{
    /// <summary>Prints a row.</summary>
    public static void Show(PeerResult row) => Terminal.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Model,-22} {row.What,-9} {row.Batch,5}  {row.Peer,-18} {Ratio(row.Ratio),6}x  {row.Microseconds,12:N1} us  {row.PeerMicroseconds,12:N1} us"
        + $"  {row.CeilingShare,6:P0}  {Difference(row)}"));

    /// <summary>Prints what follows the rows.</summary>
    public static void ShowSummary(PeersReport report)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Conditions on = report.Conditions;
        Terminal.WriteLine(string.Create(
            culture, $"{on.Processor}, {on.Threads} threads, {on.VectorBits}-bit vectors, {on.Runtime}; FMA ceiling {report.CeilingGigaflopsPerSecond:0} GFLOP/s"));
        Terminal.WriteLine("Columns: times as fast as the peer, a call, a call of the peer, share of the ceiling, difference of outputs.");
        if (report.WorstOfDrawn is { } worst)
        {
            Terminal.WriteLine(string.Create(culture, $"Models drawn at random: worst {worst:0.00}x, median {report.MedianOfDrawn:0.00}x."));
        }
    }

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static string Difference(PeerResult row) => row.Note ?? row.MaxDifference?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";
}
