using System.CommandLine;
using SparseGen.Tool.Display;
using SparseGen.Tool.Forecasting;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen forecast</c>: trains a TSMixer on a series, judges it beside simple forecasts and draws it.</summary>
internal static class ForecastCommand
{
    private const string StandardCheckpoint = "forecast.safetensors", StandardPicture = "forecast.png";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string?> data = SharedOptions.Path("A series of your own, CSV or Parquet, a row a step; the shipped weather of Seattle by default", "FILE", "--data");
        var columns = new Option<string[]?>("--columns")
        {
            Description = "Which columns, with commas between, the first of which is drawn; all but the times by default",
            HelpName = "NAMES",
            CustomParser = static argument => argument.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        var time = new Option<string?>("--time") { Description = "The column of times; by default the first where it holds times", HelpName = "NAME" };
        Option<int?> season = Numbers.OptionalWhole("--season", "Steps of a season, for the seasonal naive forecast; by default what is usual for the times");
        Option<DeviceChoice> device = SharedOptions.Device();
        Option<int?> threads = SharedOptions.Threads();
        Option<int> epochs = Numbers.Whole("--epochs", "Passes over the windows of training", 40, maximum: 10_000);
        Option<int> batch = Numbers.Whole("--batch", "Windows of a step", 64, SharedOptions.MostBatch);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the schedule", 3e-3f, positive: true);
        Option<float> weightDecay = Numbers.Real("--weight-decay", "Decoupled weight decay of AdamW", 0.01f, positive: false);
        Option<ulong> seed = Numbers.Seed("--seed", "Seed of the initial values, the noise and the order of the windows");
        Option<string?> checkpoint = SharedOptions.ExistingCheckpoint($"Where the parameters and the scaler are saved; checkpoints/{StandardCheckpoint} by default");
        Option<string?> picture = SharedOptions.Path($"Where the last forecast is drawn, a PNG; checkpoints/{StandardPicture} by default", "FILE", "--picture");
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a checkpoint that is better, or of other data" };
        Option<string?> json = SharedOptions.Json();
        var command = new Command("forecast", "Train a TSMixer on a series, beside naive forecasts and a linear map, and draw it")
        {
            data, columns, time, season, device, threads, epochs, batch, learningRate, weightDecay, seed, checkpoint, picture, overwrite, json,
        };
        command.SetAction(result => Run(
            new ForecastSettings(
                result.GetValue(data),
                result.GetValue(columns) is { Length: > 0 } names ? names : null,
                result.GetValue(time),
                result.GetValue(season),
                result.GetRequiredValue(device).WithThreads(result.GetValue(threads)),
                result.GetValue(epochs),
                result.GetValue(batch),
                result.GetValue(learningRate),
                result.GetValue(weightDecay),
                result.GetValue(seed),
                result.GetValue(checkpoint) ?? Path.Combine("checkpoints", StandardCheckpoint),
                result.GetValue(picture) ?? Path.Combine("checkpoints", StandardPicture),
                result.GetValue(overwrite)),
            result.GetValue(json)));
        return command;
    }

    private static int Run(ForecastSettings settings, string? json)
    {
        OutputFile.Prepare("--checkpoint", settings.Checkpoint, isReplaced: true);
        OutputFile.Prepare("--picture", settings.Picture);
        ReportFile.Prepare(json);
        ForecastData data = ForecastData.Load(settings);
        var files = new ForecastFiles(settings, data);
        files.Check();
        Device device = settings.Device.Open();
        Terminal.ForgiveOutput();
        using var interruption = new Interruption();
        (ForecastReport report, ForecastWindows windows, IReadOnlyList<Forecast> forecasts) = TrainingDisplay.Watch(
            progress => data.Model.Apply(new ForecastOperation(settings, device, data, files, progress, interruption.Token)),
            samples: "windows");
        ForecastSummary.Show(report);
        if (forecasts.Count > 0 && ForecastPicture.Draw(settings.Picture, data, windows, forecasts))
        {
            report = report with { Picture = Path.GetFullPath(settings.Picture) };
        }

        ReportFile.Write(json, report, ReportJson.Default.ForecastReport);
        Terminal.ReportOutputFailure();
        return report.Interrupted ? interruption.ExitCode
            : report.Diverged is not null ? ExitCode.Diverged
            : report.Kept is not null ? ExitCode.Kept
            : ExitCode.Success;
    }
}
