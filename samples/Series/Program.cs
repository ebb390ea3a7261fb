// Forecasting: the next day of a series from its last week.
using Series;
using SparseGen;

float[] rows = Load.Draw(seed: 1);

// The past is for training and the last 60 days for testing. A window of training must not reach into them.
const int Window = Forecaster.Past + Forecaster.Future, TestHours = 60 * 24;
int trainWindows = Load.Hours - TestHours - Window;
Dataset train = Windows.Of(rows, first: 0, trainWindows);
Dataset test = Windows.Of(rows, first: Load.Hours - TestHours, TestHours - Window);

using var model = new Forecaster(maxBatch: 64, seed: 2);
var trainer = new Trainer<Forecaster>(model, new AdamW(learningRate: 1e-3f, weightDecay: 0.05f), new MeanSquaredError());
trainer.EpochEnded += (_, epoch) => Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: training loss {epoch.MeanLoss:0.0000}"));
trainer.Fit(train, test: null, new TrainingOptions { Epochs = 3, BatchSize = 64 });

// Judged beside what costs nothing: tomorrow is as the same day of last week.
double error = 0, lastWeek = 0;
float[] window = new float[Forecaster.Past * Load.Channels], truth = new float[Forecaster.Future], forecast = new float[Forecaster.Future];
for (int i = 0; i < test.Count; i++)
{
    test.FillInputs([i], window);
    test.FillTargets([i], truth);
    model.Forward(window, forecast);
    for (int hour = 0; hour < Forecaster.Future; hour++)
    {
        error += Math.Abs(forecast[hour] - truth[hour]);
        lastWeek += Math.Abs(window[hour * Load.Channels] - truth[hour]);
    }
}

int hours = test.Count * Forecaster.Future;
Console.WriteLine(FormattableString.Invariant($"mean absolute error of {test.Count:N0} forecasts: {error / hours:0.000}; of last week's day: {lastWeek / hours:0.000}"));
