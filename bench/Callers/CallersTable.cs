using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Bench.Callers;

/// <summary>The report for people: one table, and the conditions under it.</summary>
internal static class CallersTable
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(CallersReport report)
    {
        Sheet table = Tables.Create($"{report.Model}, one sample a call, on the CPU")
            .Number("callers").Number("answers/s").Number("of one caller").Number("models of their own").Number("share of that");
        foreach (CallersMeasurement row in report.Measurements)
        {
            table.Row(
                Tables.Count(row.Callers),
                Tables.Count((long)Math.Round(row.AnswersPerSecond)),
                row.OfOneCaller.ToString("0.00", CultureInfo.InvariantCulture),
                Tables.Count((long)Math.Round(row.WithModelsOfTheirOwn)),
                Tables.Percent(row.OfModelsOfTheirOwn));
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine(
            $"{conditions.Processor}, {conditions.Threads} threads, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}");
        Terminal.WriteLine("Medians; ratios are of measurements that were taken in turns.");
    }
}
