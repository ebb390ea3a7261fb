namespace SparseGen.Tests.Training.Fitting;

/// <summary>Evaluating in the middle of a run disturbs nothing, allocates nothing that grows, and does not flatter a network of NaNs.</summary>
public sealed class EvaluationTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>A hook that validates used to hand the validation data to the hooks behind it, and to the gradient.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AHookThatEvaluatesLeavesTheBatchAlone(string device)
    {
        float[] undisturbed = Parameters(device, place: "never");
        Assert.Equal(undisturbed, Parameters(device, place: "before"));
        Assert.Equal(undisturbed, Parameters(device, place: "after"));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void OutputsOfNaNAreNeverRight(string device)
    {
        using var model = new FourToThree(4, TestDevices.Get(device), seed: 1);
        model.Parameters.Scale(float.NaN);
        var trainer = new Trainer<FourToThree>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Equal(new EvaluationResult(0, double.NaN, 10), trainer.Evaluate(Dataset.FromFloats(new float[40], 4, new int[10])));
        Assert.Equal(0, trainer.Evaluate(Dataset.FromFloats(new float[40], 4, new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 })).Accuracy);
    }

    [Fact]
    public void OneBadSampleIsWrongAndTheOthersCount()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        float[] inputs = ProbeData.Normal(10 * LinearProbe.Inputs, seed: 1);
        int[] labels = Named(model, inputs);
        Assert.Equal(1, trainer.Evaluate(Dataset.FromFloats(inputs, LinearProbe.Inputs, labels)).Accuracy);
        inputs[LinearProbe.Inputs * 6] = float.NaN;
        Assert.Equal(0.9, trainer.Evaluate(Dataset.FromFloats(inputs, LinearProbe.Inputs, labels)).Accuracy);
    }

    [Theory]
    [InlineData(new float[] { 1, 3, 2 }, 1)]
    [InlineData(new float[] { 2, 1, 2 }, 0)]
    [InlineData(new float[] { 0, 0, 0 }, 0)]
    [InlineData(new float[] { float.NegativeInfinity, float.NegativeInfinity }, 0)]
    [InlineData(new float[] { 1, float.PositiveInfinity, 2 }, 1)]
    [InlineData(new float[] { float.NaN, 1, 2 }, Scores.None)]
    [InlineData(new float[] { 1, 2, float.NaN }, Scores.None)]
    [InlineData(new float[] { float.NaN, float.NaN }, Scores.None)]
    [InlineData(new float[] { }, Scores.None)]
    public void TheFirstOfTheLargestIsBestAndNaNIsNone(float[] scores, int best) => Assert.Equal(best, Scores.Best(scores));

    /// <summary>What is left is the result itself, which is the caller's.</summary>
    [Fact]
    public void StepsWithEvaluationsInThemAllocateTheResultsOnly()
    {
        using var model = LinearProbe.Create(8);
        Dataset data = ProbeData.Separable(21);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.01f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new Asking(() => trainer.Evaluate(data), place: "before"));
        float[] input = new float[8 * LinearProbe.Inputs];
        int[] labels = new int[8];
        Repeat(10);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(10);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // A record of two doubles and a count: 24 bytes and the header of 16.
        Assert.InRange(least, 0, 10 * 48);

        void Repeat(int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                trainer.Step(input, labels);
            }
        }
    }

    private static float[] Parameters(string device, string place)
    {
        using var model = new FourToThree(8, TestDevices.Get(device), seed: 1);
        Dataset train = Dataset.FromFloats(Enumerable.Repeat(1f, 32).ToArray(), 4, new int[8]);
        Dataset test = Dataset.FromFloats(Enumerable.Repeat(-1000f, 36).ToArray(), 4, Enumerable.Repeat(1, 9).ToArray());
        var trainer = new Trainer<FourToThree>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new Asking(() => trainer.Evaluate(test), place));
        trainer.Fit(train, null, new TrainingOptions { Epochs = 2, BatchSize = 8 });
        float[] weight = new float[12];
        model.Parameters.GetTensor("head.weight", weight);
        return weight;
    }

    private static int[] Named(LinearProbe model, float[] inputs)
    {
        int count = inputs.Length / LinearProbe.Inputs;
        float[] outputs = new float[count * LinearProbe.Outputs];
        model.Forward(inputs, outputs);
        return [.. Enumerable.Range(0, count).Select(i => Scores.Best(outputs.AsSpan(i * LinearProbe.Outputs, LinearProbe.Outputs)))];
    }

    private sealed class Asking(Action ask, string place) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Ask("before");
            float loss = next(batch);
            Ask("after");
            return loss;
        }

        private void Ask(string here)
        {
            if (here == place)
            {
                ask();
            }
        }
    }
}
