using System.Globalization;
using SparseGen.Models.Results;
using Spectre.Console;

namespace SparseGen.Models.Display;

/// <summary>What a training came to.</summary>
internal static class TrainSummary
{
    /// <summary>Prints the final table and the checkpoint's path.</summary>
    /// <param name="report">The training.</param>
    public static void Show(TrainReport report)
    {
        Table table = Tables.Create(report.Interrupted ? $"{report.Model}, interrupted" : report.Model)
            .Number("test accuracy").Number("test loss").Number("images/s").Number("time").Text("device");
        table.Row(
            report.TestAccuracy is double accuracy ? Tables.Percent(accuracy) : "-",
            report.TestLoss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-",
            Tables.Count((long)Math.Round(report.ImagesPerSecond)),
            Tables.Seconds(report.Seconds),
            report.DeviceName);
        Terminal.Output.Write(table);
        if (report.Losses.Count > 0 && !float.IsFinite(report.Losses[^1]))
        {
            Terminal.WriteLine($"The loss is no longer a finite number: try an --lr below {report.LearningRate.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (report.Interrupted)
        {
            Terminal.WriteLine($"Stopped after {report.Losses.Count} steps.");
        }

        Terminal.WriteLine($"Checkpoint: {report.Checkpoint}");
    }
}
