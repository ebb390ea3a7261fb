using SparseGen;
using SparseGenConsole;

using var model = new Classifier(maxBatch: 64, seed: 1);
var trainer = new Trainer<Classifier>(model, new AdamW(learningRate: 3e-3f), new SoftmaxCrossEntropy());
trainer.EpochEnded += (_, epoch) => Console.WriteLine($"epoch {epoch.Epoch}: loss {epoch.MeanLoss:0.000}, {epoch.Test!.Accuracy:P1} right");
trainer.Fit(Measurements.Draw(2_000, seed: 1), Measurements.Draw(500, seed: 2), new TrainingOptions { Epochs = 5, BatchSize = 64, EvaluateEveryEpoch = true });
Checkpoint.Save("classifier.safetensors", model);

float[] scores = new float[Classifier.Info.OutputSize];
model.Forward([1, -0.4f, -0.7f, 1], scores);
Console.WriteLine($"class {Scores.Best(scores)}");
