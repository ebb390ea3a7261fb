using System.Globalization;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Bench.Quick;

/// <summary>The report for people: one table, and the conditions under it.</summary>
internal static class QuickTable
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(QuickReport report)
    {
        Sheet table = Tables.Create($"{report.Model} on the CPU")
            .Text("work").Number("batch").Number("threads").Number("images/s").Number("slowest").Number("fastest")
            .Number("GFLOP/s").Number("of the ceiling");
        foreach (Ceiling ceiling in report.Ceilings)
        {
            table.Row(
                "FMA ceiling", "-", Tables.Count(ceiling.Threads), "-", "-", "-", Rounded(ceiling.GigaflopsPerSecond), Tables.Percent(1));
        }

        foreach (QuickMeasurement row in report.Measurements)
        {
            table.Row(
                row.Work,
                Tables.Count(row.Batch),
                Tables.Count(row.Threads),
                Tables.Count((long)Math.Round(row.ImagesPerSecond)),
                Tables.Count((long)Math.Round(row.Slowest)),
                Tables.Count((long)Math.Round(row.Fastest)),
                Rounded(row.GigaflopsPerSecond),
                Tables.Percent(row.ShareOfCeiling));
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine(
            $"{conditions.Processor}, {conditions.Threads} threads, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}");
        Terminal.WriteLine("Medians. A multiply-accumulate is two operations; a training step (AdamW) counts as three forward passes.");
    }

    private static string Rounded(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
