using System.Globalization;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Display;

/// <summary>What a training came to.</summary>
internal static class TrainSummary
{
    /// <summary>Prints the final table and the checkpoint's path.</summary>
    /// <param name="report">The training.</param>
    public static void Show(TrainReport report)
    {
        Sheet table = Tables.Create(report.Interrupted ? $"{report.Model}, interrupted" : report.Diverged is not null ? $"{report.Model}, diverged" : report.Model)
            .Number("test accuracy").Number("test loss").Number("images/s").Number("time").Text("device");
        table.Row(
            report.TestAccuracy is double accuracy ? Tables.Percent(accuracy) : "-",
            report.TestLoss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-",
            Tables.Count((long)Math.Round(report.ImagesPerSecond)),
            Tables.Seconds(report.Seconds),
            report.DeviceName);
        Terminal.Write(table);
        if (report.Diverged is not null)
        {
            Terminal.WriteLine(report.Diverged);
            Terminal.WriteLine(
                $"The training has diverged and no checkpoint was written: try an --lr below {report.LearningRate.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (report.Interrupted)
        {
            Terminal.WriteLine($"Stopped after {report.FirstStep + report.Losses.Count} steps; --resume goes on from there.");
        }

        if (report.Kept is not null)
        {
            Terminal.WriteLine($"The checkpoint {report.Kept} has a better test accuracy and stays; --overwrite replaces it.");
        }

        if (report.Checkpoint is not null)
        {
            Terminal.WriteLine($"Checkpoint: {report.Checkpoint}");
        }

        if (report.State is not null)
        {
            Terminal.WriteLine($"State: {report.State}");
        }
    }
}
