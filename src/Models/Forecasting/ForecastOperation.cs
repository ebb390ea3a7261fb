using System.Diagnostics;
using SparseGen.Models;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Forecasting;

/// <summary>Trains a model of series and a linear map in the same way, and judges both beside what costs nothing.</summary>
/// <param name="settings">How.</param>
/// <param name="device">The opened device.</param>
/// <param name="data">The series.</param>
/// <param name="files">Where the checkpoint goes.</param>
/// <param name="progress">Told about every step of the model.</param>
/// <param name="cancellationToken">Ends the training early.</param>
internal sealed class ForecastOperation(
    ForecastSettings settings,
    Device device,
    ForecastData data,
    ForecastFiles files,
    IProgress<TrainingProgress> progress,
    CancellationToken cancellationToken) : IModelOperation<(ForecastReport Report, ForecastWindows Windows, IReadOnlyList<Forecast> Forecasts)>
{
    /// <inheritdoc/>
    public (ForecastReport Report, ForecastWindows Windows, IReadOnlyList<Forecast> Forecasts) Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        var windows = new ForecastWindows(data);
        var watch = Stopwatch.StartNew();
        using TModel model = NewModel.Create<TModel>(settings.Batch, device, settings.Seed);
        Dataset train = data.Windows(data.Parts.Training), validation = data.Windows(data.Parts.Validation!);
        TrainingResult result = Train(model, train, validation, progress, out long steps);
        string? diverged = Diverged(result);
        List<Forecast> forecasts = [];
        string? checkpoint = null;
        if (!result.Cancelled && diverged is null)
        {
            using SeriesLinearMap linear = NewModel.Create<SeriesLinearMap>(settings.Batch, device, settings.Seed);
            TrainingResult other = Train(linear, data.ChannelWindows(data.Parts.Training), data.ChannelWindows(data.Parts.Validation!), null, out _);
            diverged = Diverged(other);
            if (!other.Cancelled && diverged is null)
            {
                forecasts.Add(windows.Of(entry.Name, model, data.Windows(data.Parts.Test, windows.Stride)));
                forecasts.Add(windows.Of("linear map", linear, data.ChannelWindows(data.Parts.Test, windows.Stride)));
                forecasts.Add(windows.SeasonalNaive());
                forecasts.Add(windows.Naive());
            }

            result = other.Cancelled ? other : result;
        }

        ForecastMethod[] methods = [.. forecasts.Select(forecast => ForecastScores.Of(data, windows, forecast))];
        if (methods.Length > 0)
        {
            checkpoint = files.Place(methods[0].Mase);
            Checkpoint.Save(checkpoint, model, files.Describe(steps, methods[0].Mase));
        }

        var report = new ForecastReport(
            entry.Name,
            settings.Device.ToString(),
            device.Name,
            data.Name,
            Path.GetFullPath(data.Whole.Source),
            data.Whole.Length,
            ForecastData.Past,
            ForecastData.Future,
            data.Season,
            train.Count,
            validation.Count,
            windows.Count,
            methods,
            result.Losses,
            settings.Epochs,
            settings.Batch,
            settings.LearningRate,
            settings.WeightDecay,
            settings.Seed,
            watch.Elapsed.TotalSeconds,
            result.Cancelled,
            diverged,
            checkpoint,
            checkpoint is null || checkpoint == files.Checkpoint ? null : files.Checkpoint,
            Picture: null);
        return (report, windows, forecasts);
    }

    private TrainingResult Train<TModel>(TModel model, Dataset train, Dataset validation, IProgress<TrainingProgress>? told, out long steps)
        where TModel : class, IModel<TModel>
    {
        var trainer = new Trainer<TModel>(model, new AdamW(settings.LearningRate, settings.WeightDecay), new MeanSquaredError());
        TrainingResult result = trainer.Fit(
            train,
            validation,
            new TrainingOptions
            {
                Epochs = settings.Epochs,
                BatchSize = settings.Batch,
                Seed = settings.Seed,
                Schedule = WarmUp.Schedule((long)settings.Epochs * ((train.Count + settings.Batch - 1) / settings.Batch)),
                ProgressInterval = 1,
                EvaluateEveryEpoch = true,
                RestoreBest = Metric.TestLoss,
            },
            told,
            cancellationToken);
        steps = trainer.StepCount;
        return result;
    }

    private static string? Diverged(TrainingResult result) => result.Stopped == StopReason.NonFinite ? result.NonFinite?.ToString() ?? "A loss is not finite." : null;
}
