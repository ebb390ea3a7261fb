using System.Globalization;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Display;

/// <summary>What a forecast came to.</summary>
internal static class ForecastSummary
{
    /// <summary>Prints the table of all ways, that of all channels, and where the files are.</summary>
    /// <param name="report">The forecast.</param>
    public static void Show(ForecastReport report)
    {
        if (report.Methods.Count > 0)
        {
            ShowMethods(report);
        }

        if (report.Methods.Count > 0 && report.Methods[0].Channels.Count > 1)
        {
            ShowChannels(report);
        }

        if (report.Diverged is not null)
        {
            Terminal.WriteLine(report.Diverged);
            Terminal.WriteLine(
                $"The training has diverged and no checkpoint was written: try an --lr below {report.LearningRate.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (report.Interrupted)
        {
            Terminal.WriteLine("Stopped before the end; nothing was written.");
        }

        if (report.Kept is not null)
        {
            Terminal.WriteLine($"The checkpoint {report.Kept} has a smaller test error and stays; --overwrite replaces it.");
        }

        if (report.Checkpoint is not null)
        {
            Terminal.WriteLine($"Checkpoint: {report.Checkpoint}");
        }
    }

    private static void ShowMethods(ForecastReport report)
    {
        bool isOne = report.Methods[0].Channels.Count == 1;
        string data = FileText.Show(report.Data);
        Sheet table = Tables.Create($"{data}: {report.Future} steps from {report.Past}, {Tables.Count(report.TestWindows)} forecasts{(isOne ? string.Empty : ", in deviations")}")
            .Text("forecast").Number("MAE").Number("RMSE").Number("MASE");
        foreach (ForecastMethod method in report.Methods)
        {
            table.Row(method.Name, Number(method.Mae), Number(method.Rmse), method.Mase is double mase ? Number(mase) : "-");
        }

        Terminal.Write(table);
    }

    private static void ShowChannels(ForecastReport report)
    {
        Sheet table = Tables.Create("MAE of each channel in its own units").Text("channel");
        foreach (ForecastMethod method in report.Methods)
        {
            table.Number(method.Name);
        }

        for (int channel = 0; channel < report.Methods[0].Channels.Count; channel++)
        {
            table.Row([FileText.Show(report.Methods[0].Channels[channel].Name), .. report.Methods.Select(method => Number(method.Channels[channel].Mae))]);
        }

        Terminal.Write(table);
    }

    // Four digits that count, whatever the units.
    private static string Number(double value)
    {
        int digits = value == 0 || !double.IsFinite(value) ? 3 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
        return value.ToString($"N{digits}", CultureInfo.InvariantCulture);
    }
}
