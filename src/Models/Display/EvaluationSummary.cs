using System.Globalization;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Display;

/// <summary>How a model names the test samples.</summary>
internal static class EvaluationSummary
{
    /// <summary>Prints a row for each true class, then the sums.</summary>
    /// <param name="report">The evaluation.</param>
    public static void Show(EvaluationReport report)
    {
        Sheet table = Tables.Create($"{report.Model}: images of each class, by the class they were named")
            .Number("#").Text("class").Number("images").Number("right");
        for (int named = 0; named < report.Classes.Count; named++)
        {
            // All or none: a part of the matrix says nothing.
            table.Number(named.ToString(CultureInfo.InvariantCulture), dropped: 1);
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
            table.Row([.. cells, .. report.Confusion[label].Select(count => Tables.Count(count))]);
        }

        Terminal.Write(table);
        string loss = report.TestLoss.ToString("0.0000", CultureInfo.InvariantCulture);
        string views = report.Views > 1 ? $" in {report.Views} views" : string.Empty;
        Terminal.WriteLine($"Test accuracy {Tables.Percent(report.TestAccuracy)}, test loss {loss}, {Tables.Count(report.TestImages)} images{views}");
        Terminal.WriteLine(
            $"{Tables.Count((long)Math.Round(report.ImagesPerSecond))} images/s, {Tables.Seconds(report.Seconds)}, {report.DeviceName}");
        Terminal.WriteLine(TestSet.Describe(Tables.Count(report.TestImages), report.Data, report.DataFolder, report.IsTestSetOfTraining));
        Terminal.WriteLine($"Checkpoint: {report.Checkpoint}");
    }
}
