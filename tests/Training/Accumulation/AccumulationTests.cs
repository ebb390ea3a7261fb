using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Accumulation;

/// <summary>A batch in pieces is the batch: the same loss and gradient but for rounding, the same hooks around it, each sample with the same weight.</summary>
public sealed class AccumulationTests
{
    private const int Samples = 11;

    private static readonly float[] Input = ProbeData.Normal(Samples * 35, seed: 5);
    private static readonly int[] Labels = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1];

    public static TheoryData<string, int, int> DevicesAndPieces
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (string device in TestDevices.All)
            {
                // Even, ragged, more pieces than samples.
                data.Add(device, 3, 4);
                data.Add(device, 6, 2);
                if (device != "simulator")
                {
                    // A piece for each sample takes the simulator 20 seconds.
                    data.Add(device, 11, 20);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndPieces))]
    public void PiecesGiveTheGradientOfTheWhole(string device, int maxBatch, int pieces)
    {
        using var whole = new PrimeMixer(Samples, TestDevices.Get(device), seed: 2);
        using var cut = new PrimeMixer(maxBatch, TestDevices.Get(device), seed: 2);
        float[] head = ProbeData.Normal(10, seed: 9);
        whole.Parameters.SetTensor("head.weight", head);
        cut.Parameters.SetTensor("head.weight", head);

        // The optimiser is plain descent, so that the parameters show the gradient; clipping and the look ahead see the gradient of the whole.
        var expected = new Trainer<PrimeMixer>(whole, new Sgd(0.5f), new SoftmaxCrossEntropy(0.1f)) { Hooks = { Clip(), new SharpnessAwareMinimization(0.1f) } };
        var actual = new Trainer<PrimeMixer>(cut, new Sgd(0.5f), new SoftmaxCrossEntropy(0.1f)) { Hooks = { Clip(), new SharpnessAwareMinimization(0.1f) } };
        actual.AccumulationSteps = pieces;
        for (int step = 0; step < 3; step++)
        {
            // Rounding of another order of summation, over four steps of descent: some 1e-6 of the size of the numbers.
            Assert.Equal(expected.Step(Input, Labels), actual.Step(Input, Labels), 1e-5f);
        }

        Assert.Equal(((GradientClipping)expected.Hooks[0]).LastNorm, ((GradientClipping)actual.Hooks[0]).LastNorm, 1e-5);
        Approximately.Equal([.. Read(whole.Parameters).Select(static value => (double)value)], Read(cut.Parameters), "parameters");
        Assert.Equal(3, actual.StepCount);
    }

    [Fact]
    public void OnePieceIsTheStepThatItWas()
    {
        using var model = new PrimeMixer(Samples, Device.CpuWithThreads(2), seed: 2);
        using var other = new PrimeMixer(Samples, Device.CpuWithThreads(2), seed: 2);
        var trainer = new Trainer<PrimeMixer>(model, new AdamW(), new SoftmaxCrossEntropy()) { AccumulationSteps = 1 };
        var plain = new Trainer<PrimeMixer>(other, new AdamW(), new SoftmaxCrossEntropy());
        Assert.Equal(plain.Step(Input, Labels), trainer.Step(Input, Labels));
        Assert.Equal(Read(other.Parameters), Read(model.Parameters));
    }

    [Fact]
    public void FitTakesStepsOfSeveralBatchesAndCountsSteps()
    {
        Dataset data = Dataset.FromFloats(Input, 35, Labels);
        using var whole = new PrimeMixer(8, Device.CpuWithThreads(1), seed: 2);
        using var cut = new PrimeMixer(2, Device.CpuWithThreads(1), seed: 2);
        var expected = new Trainer<PrimeMixer>(whole, new Sgd(0.1f), new SoftmaxCrossEntropy());
        var actual = new Trainer<PrimeMixer>(cut, new Sgd(0.1f), new SoftmaxCrossEntropy()) { AccumulationSteps = 4 };
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Seed = 4 };
        TrainingResult one = expected.Fit(data, data, options);
        TrainingResult two = actual.Fit(data, data, options);
        Approximately.Equal([.. one.Losses.Select(static loss => (double)loss)], [.. two.Losses], "losses");
        Assert.Equal(6, two.Losses.Count);
        Assert.Equal(one.Test!.Loss, two.Test!.Loss, 1e-5);
        var exception = Assert.Throws<ArgumentException>(() => actual.Fit(data, data, options with { BatchSize = 9 }));
        Assert.Contains("1 to 8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPieceHasMasksOfItsOwnAndTheSameAgain()
    {
        // All samples are the same: what differs between the pieces is the masks alone.
        float[] first = Outputs(out float[] again);
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void MisuseIsRefused()
    {
        using var model = new PrimeMixer(2, Device.CpuWithThreads(1), seed: 2);
        var trainer = new Trainer<PrimeMixer>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.AccumulationSteps = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.AccumulationSteps = int.MaxValue);
        trainer.AccumulationSteps = 5;
        Assert.Contains("1 to 10 samples", Assert.Throws<ArgumentException>(() => trainer.Step(Input, Labels)).Message, StringComparison.Ordinal);
        trainer.Step(Input.AsSpan(0, 350), Labels.AsSpan(0, 10));

        using var curved = new SmoothMlp(2, Device.CpuWithThreads(1));
        var exact = new Trainer<SmoothMlp>(curved, new Sgd(), new MeanSquaredError()) { AccumulationSteps = 2 };
        exact.Hooks.Add(new HessianProductHook());
        var exception = Assert.Throws<NotSupportedException>(() => exact.Step(new float[24], new float[12]));
        Assert.Contains("in 2 pieces", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsInPiecesAllocateNothing()
    {
        using var model = new PrimeMixer(3, Device.CpuWithThreads(2), seed: 2);
        var trainer = new Trainer<PrimeMixer>(model, new AdamW(), new SoftmaxCrossEntropy()) { AccumulationSteps = 4 };
        Allocations.AssertNone(() => trainer.Step(Input, Labels));
    }

    private static float[] Outputs(out float[] again)
    {
        float[][] runs = [.. Enumerable.Range(0, 2).Select(static _ =>
        {
            using var model = new DroppedOut(1, Device.CpuWithThreads(1), seed: 2);
            model.Parameters.SetTensor(DroppedOut.Info.Tensors[0].Name, Enumerable.Range(0, 32).Select(static i => 1f / (i + 1)).ToArray());
            var outputs = new Recording();
            var trainer = new Trainer<DroppedOut>(model, new Sgd(), outputs) { AccumulationSteps = 2 };
            trainer.Step(Enumerable.Repeat(1f, 2 * 32).ToArray(), new float[2]);
            return outputs.Seen.ToArray();
        })];
        again = runs[1];
        return runs[0];
    }

    private static GradientClipping Clip() => new(0.2f);

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private sealed class Recording : ILoss
    {
        public List<float> Seen { get; } = [];

        public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
        {
            Seen.AddRange(output);
            outputGradient.Clear();
            return 0;
        }
    }

    private sealed class HessianProductHook : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            float loss = next(batch);
            context.HessianProduct(context.Gradients.CreateLike(), context.Gradients);
            return loss;
        }
    }
}
