// A program without .NET beside it: trains a small model, keeps it as a file, and draws what it has learned.
//   dotnet publish -c Release, then run bin/Release/net10.0/<platform>/publish/NativeAot
using System.Diagnostics;
using System.Text;
using NativeAot;
using SparseGen;

string file = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "spiral.safetensors");
var clock = Stopwatch.StartNew();
using var model = new Spiral(maxBatch: 64, seed: 1);
var trainer = new Trainer<Spiral>(model, new AdamW(learningRate: 5e-3f), new SoftmaxCrossEntropy());
trainer.Fit(Spiral.Draw(2_000, seed: 2), test: null, new TrainingOptions { Epochs = 40, BatchSize = 64 });
EvaluationResult result = trainer.Evaluate(Spiral.Draw(1_000, seed: 3));
Checkpoint.Save(file, model);
Console.WriteLine(FormattableString.Invariant($"{result.Accuracy:P1} of {result.Count:N0} new points are right, after {clock.Elapsed.TotalSeconds:0.00} s"));

const int Width = 64, Height = 24;
Span<float> scores = stackalloc float[2];
var picture = new StringBuilder();
for (int row = 0; row < Height; row++)
{
    for (int column = 0; column < Width; column++)
    {
        model.Forward([(2.4f * column / Width) - 1.2f, (2.4f * row / Height) - 1.2f], scores);
        picture.Append(scores[0] > scores[1] ? '#' : '.');
    }

    picture.AppendLine();
}

Console.Write(picture);
return result.Accuracy > 0.95 ? 0 : 1;
