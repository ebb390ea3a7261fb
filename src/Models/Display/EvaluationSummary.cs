using System.Globalization;
using SparseGen.Tool.Results;
using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>How a model names the test samples.</summary>
internal static class EvaluationSummary
{
    // Columns of text before the matrix, and of each class; a terminal that is narrower gets no matrix. The JSON file always has it.
    private const int WidthBeforeMatrix = 40;
    private const int WidthOfClass = 6;

    /// <summary>Prints a row for each true class, then the sums.</summary>
    /// <param name="report">The evaluation.</param>
    public static void Show(EvaluationReport report)
    {
        bool withMatrix = WidthBeforeMatrix + (WidthOfClass * report.Classes.Count) <= Terminal.Output.Profile.Width;
        Table table = Tables.Create(withMatrix ? $"{report.Model}: images of each class, by the class they were named" : report.Model);
        table.Number("#").Text("class").Number("images").Number("right");
        for (int named = 0; withMatrix && named < report.Classes.Count; named++)
        {
            table.Number(named.ToString(CultureInfo.InvariantCulture));
        }

        for (int label = 0; label < report.Classes.Count; label++)
        {
            ClassAccuracy row = report.Classes[label];
            string[] cells =
            [
                label.ToString(CultureInfo.InvariantCulture),
                row.Name,
                Tables.Count(row.Images),
                row.Images == 0 ? "-" : Tables.Percent(row.Accuracy),
            ];
            table.Row(withMatrix ? [.. cells, .. report.Confusion[label].Select(count => Tables.Count(count))] : cells);
        }

        Terminal.Output.Write(table);
        string loss = report.TestLoss.ToString("0.0000", CultureInfo.InvariantCulture);
        Terminal.WriteLine($"Test accuracy {Tables.Percent(report.TestAccuracy)}, test loss {loss}, {Tables.Count(report.TestImages)} images");
        Terminal.WriteLine(
            $"{Tables.Count((long)Math.Round(report.ImagesPerSecond))} images/s, {Tables.Seconds(report.Seconds)}, {report.DeviceName}");
        Terminal.WriteLine($"Checkpoint: {report.Checkpoint}");
    }
}
