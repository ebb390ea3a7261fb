// Forecasting: the next day of a series from its last week.
using Forecasting;
using SparseGen;

// Of a file: SeriesFile.Read("load.csv") of the package SparseGen.Series.
var series = new Series(Load.Draw(seed: 1), ["load", "temperature"]);

// The past is for training and the last 60 days for testing; what brings the channels to a like size knows the past alone.
SeriesSplit parts = series.Split(training: 305.0 / 365, validation: 0, past: Forecaster.Past);
SeriesScaler scaler = SeriesScaler.Standard(parts.Training);
var windows = new SeriesWindowOptions { Past = Forecaster.Past, Future = Forecaster.Future, Targets = ["load"] };
Dataset train = scaler.Apply(parts.Training).Windows(windows), test = scaler.Apply(parts.Test).Windows(windows);

using var model = new Forecaster(maxBatch: 64, seed: 2);
var trainer = new Trainer<Forecaster>(model, new AdamW(learningRate: 1e-3f, weightDecay: 1), new MeanSquaredError());
trainer.EpochEnded += (_, epoch) => Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: training loss {epoch.MeanLoss:0.0000}"));
trainer.Fit(train, test: null, new TrainingOptions { Epochs = 3, BatchSize = 64 });

// The scaler belongs to the model: it is saved with it.
var metadata = new Dictionary<string, string>();
scaler.Write(metadata);
Checkpoint.Save("forecaster.safetensors", model, metadata);
SeriesScaler saved = SeriesScaler.Load("forecaster.safetensors");

// Judged beside what costs nothing: tomorrow is as the same day of last week.
float[] window = new float[train.InputSize], truths = new float[test.Count * Forecaster.Future], forecasts = new float[truths.Length], lastWeek = new float[truths.Length];
for (int i = 0; i < test.Count; i++)
{
    Span<float> forecast = forecasts.AsSpan(i * Forecaster.Future, Forecaster.Future);
    test.FillInputs([i], window);
    test.FillTargets([i], truths.AsSpan(i * Forecaster.Future, Forecaster.Future));
    model.Forward(window, forecast);
    for (int hour = 0; hour < Forecaster.Future; hour++)
    {
        lastWeek[(i * Forecaster.Future) + hour] = window[hour * series.Channels.Length];
    }
}

// In the units of the series again.
foreach (float[] values in new[] { truths, forecasts, lastWeek })
{
    saved.Undo(values, "load");
}

Console.WriteLine(FormattableString.Invariant(
    $"mean absolute error of {test.Count:N0} forecasts: {RegressionMetrics.MeanAbsoluteError(forecasts, truths):0.000}; ")
    + FormattableString.Invariant($"of last week's day: {RegressionMetrics.MeanAbsoluteError(lastWeek, truths):0.000}"));
