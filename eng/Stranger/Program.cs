// What somebody writes who has added the package: a model, data of their own, training, a file, and many callers at once.
using SparseGen;
using Stranger;

const int Samples = 512, Batch = 64, Steps = 1_000;
var random = new Random(1);
float[] inputs = new float[Samples * Sums.Info.InputSize];
float[] targets = new float[Samples];
for (int i = 0; i < Samples; i++)
{
    double sum = 0;
    for (int j = 0; j < Sums.Info.InputSize; j++)
    {
        double value = (2 * random.NextDouble()) - 1;
        inputs[(i * Sums.Info.InputSize) + j] = (float)value;
        sum += value;
    }

    targets[i] = (float)Math.Tanh(sum);
}

if (args is ["gpu"])
{
    return Gpu.Compare(inputs.AsSpan(0, Batch * Sums.Info.InputSize), targets.AsSpan(0, Batch));
}

using var model = new Sums(Batch);
var trainer = new Trainer<Sums>(model, new AdamW(learningRate: 5e-3f), new MeanSquaredError());
float first = 0, last = 0;
for (int step = 0; step < Steps; step++)
{
    int start = step * Batch % Samples;
    last = trainer.Step(inputs.AsSpan(start * Sums.Info.InputSize, Batch * Sums.Info.InputSize), targets.AsSpan(start, Batch));
    first = step == 0 ? last : first;
}

string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
Checkpoint.Save(file, model);
using var loaded = new Sums(1);
Checkpoint.Load(file, loaded.Parameters);
File.Delete(file);

float[] expected = new float[Samples];
model.Forward(inputs, expected);
int wrong = 0;
Parallel.For(0, 10_000, call =>
{
    Span<float> output = stackalloc float[1];
    int sample = call % Samples;
    loaded.Forward(inputs.AsSpan(sample * Sums.Info.InputSize, Sums.Info.InputSize), output);
    if (output[0] != expected[sample])
    {
        Interlocked.Increment(ref wrong);
    }
});

Console.WriteLine(FormattableString.Invariant($"loss {first:G4} at first, {last:G4} in the end; of 10,000 calls at once {wrong} gave another number than one call for all"));
return last < first / 10 && wrong == 0 && Published.IsSame() ? 0 : 1;
