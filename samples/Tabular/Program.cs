// Regression on a table: rows of numbers and a category, one number to predict for each.
using SparseGen;
using Tabular;

(float[] trainRows, float[] trainTargets) = Friedman.Draw(8_000, seed: 1);
(float[] testRows, float[] testTargets) = Friedman.Draw(2_000, seed: 2);
var features = Standardization.Of(trainRows, Friedman.Columns, Friedman.Features);
var target = Standardization.Of(trainTargets, columns: 1, numbers: 1);

// A part of the training rows decides which epoch is best. The test rows decide nothing.
Dataset all = Dataset.FromFloats(features.Apply(trainRows), Friedman.Columns, target.Apply(trainTargets), targetSize: 1);
(Dataset train, Dataset validation) = all.Split(0.9, seed: 3);

using var model = new FriedmanModel(maxBatch: 128, seed: 4);
var trainer = new Trainer<FriedmanModel>(model, new AdamW(learningRate: 3e-3f, weightDecay: 0.01f), new MeanSquaredError());
TrainingResult result = trainer.Fit(train, validation, new TrainingOptions
{
    Epochs = 30,
    EarlyStopping = new EarlyStopping(Metric.TestLoss) { Patience = 8 },
    RestoreBest = Metric.TestLoss,
});
Console.WriteLine($"{FriedmanModel.Info.ParameterCount:N0} parameters, {result.Losses.Count:N0} steps in {result.Seconds:0.0} s; the best epoch was {result.BestEpoch}");

// The file is all that another program needs, beside the class of the model and the two standardisations.
string file = Path.Combine(Path.GetTempPath(), "friedman.safetensors");
Checkpoint.Save(file, model);
using var loaded = new FriedmanModel(maxBatch: 128);
Checkpoint.Load(file, loaded.Parameters);

float[] predictions = new float[testTargets.Length];
loaded.Forward(features.Apply(testRows), predictions);
double squares = 0, mean = 0;
for (int i = 0; i < predictions.Length; i++)
{
    squares += Math.Pow(target.Restore(predictions[i]) - testTargets[i], 2);
    mean += Math.Pow(target.Restore(0) - testTargets[i], 2);
}

Console.WriteLine(FormattableString.Invariant($"root mean squared error on {predictions.Length:N0} new rows: {Math.Sqrt(squares / predictions.Length):0.000}"));
Console.WriteLine(FormattableString.Invariant($"of always saying the mean: {Math.Sqrt(mean / predictions.Length):0.000}; of knowing the function: about 1, the noise"));
