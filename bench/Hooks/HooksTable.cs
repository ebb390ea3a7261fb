using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Experiments;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Bench.Hooks;

/// <summary>The report for people: a table, and the conditions under it.</summary>
internal static class HooksTable
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(HooksReport report)
    {
        Sheet table = Tables.Create("Training steps with hooks against plain ones")
            .Text("model").Number("parameters").Text("step").Number("time, ms").Number("of a plain step").Number("quartiles");
        foreach (HooksOfModel model in report.Models)
        {
            foreach (StepTime step in model.Steps)
            {
                table.Row(
                    model.Model,
                    Tables.Count(model.Parameters),
                    step.Name,
                    Rounded(step.Milliseconds),
                    Rounded(step.Ratio),
                    $"{Rounded(step.LowerQuartile)} to {Rounded(step.UpperQuartile)}");
            }
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine(
            $"{conditions.Processor}, {conditions.Threads} threads, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}");
        Terminal.WriteLine($"Medians of {report.Rounds} rounds in which all steps take turns; {report.Threads} threads, batch {report.Batch}, SGD with momentum.");
    }

    private static string Rounded(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
