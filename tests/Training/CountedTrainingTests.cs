using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>Training with losses that weigh samples and leave some out: on every device, in pieces, and in evaluations of several batches.</summary>
public sealed class CountedTrainingTests
{
    private const int Samples = 11, Unknown = 255;

    private static readonly float[] Input = ProbeData.Normal(Samples * 35, seed: 5);
    private static readonly int[] Labels = [0, 1, Unknown, 0, 1, Unknown, 0, 1, 0, Unknown, 1];

    private static SoftmaxCrossEntropy Weighted => new(0.1f) { ClassWeights = [0.25f, 2], IgnoredLabel = Unknown };

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void IgnoredSamplesMightAsWellNotBeThere(string device)
    {
        using var all = new PrimeMixer(Samples, TestDevices.Get(device), seed: 2);
        using var known = new PrimeMixer(Samples, TestDevices.Get(device), seed: 2);
        int[] which = [.. Enumerable.Range(0, Samples).Where(static sample => Labels[sample] != Unknown)];
        float[] input = [.. which.SelectMany(static sample => Input[(sample * 35)..((sample + 1) * 35)])];
        int[] labels = [.. which.Select(static sample => Labels[sample])];
        var one = new Trainer<PrimeMixer>(all, new Sgd(0.5f), Weighted);
        var other = new Trainer<PrimeMixer>(known, new Sgd(0.5f), new SoftmaxCrossEntropy(0.1f) { ClassWeights = [0.25f, 2] });
        for (int step = 0; step < 2; step++)
        {
            Assert.Equal(other.Step(input, labels), one.Step(Input, Labels), 1e-5f);
        }

        Approximately.Equal([.. Read(known.Parameters).Select(static value => (double)value)], Read(all.Parameters), "parameters");
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 11)]
    public void PiecesAreAMeanOverWhatCounts(int maxBatch, int pieces)
    {
        // Of 11 pieces three hold nothing that counts.
        using var whole = new PrimeMixer(Samples, Device.CpuWithThreads(1), seed: 2);
        using var cut = new PrimeMixer(maxBatch, Device.CpuWithThreads(1), seed: 2);
        var expected = new Trainer<PrimeMixer>(whole, new Sgd(0.5f), Weighted);
        var actual = new Trainer<PrimeMixer>(cut, new Sgd(0.5f), Weighted) { AccumulationSteps = pieces };
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(expected.Step(Input, Labels), actual.Step(Input, Labels), 1e-5f);
        }

        Approximately.Equal([.. Read(whole.Parameters).Select(static value => (double)value)], Read(cut.Parameters), "parameters");
    }

    [Fact]
    public void EvaluationsOfSeveralBatchesAreMeansOverWhatCounts()
    {
        Dataset data = Dataset.FromFloats(Input, 35, Labels);
        using var whole = new PrimeMixer(Samples, Device.CpuWithThreads(1), seed: 2);
        using var cut = new PrimeMixer(2, Device.CpuWithThreads(1), seed: 2);
        float[] head = ProbeData.Normal(10, seed: 9);
        whole.Parameters.SetTensor("head.weight", head);
        cut.Parameters.SetTensor("head.weight", head);
        EvaluationResult expected = new Trainer<PrimeMixer>(whole, new Sgd(), Weighted).Evaluate(data);
        EvaluationResult actual = new Trainer<PrimeMixer>(cut, new Sgd(), Weighted).Evaluate(data);
        float[] outputs = new float[Samples * 2];
        whole.Forward(Input, outputs);
        int right = Enumerable.Range(0, Samples).Count(sample => Labels[sample] == (outputs[(2 * sample) + 1] > outputs[2 * sample] ? 1 : 0));
        Assert.Equal(right / 8.0, expected.Accuracy, 12);
        Assert.Equal(Weighted.Evaluate(outputs, Targets.FromLabels(Labels), Samples, default), expected.Loss, 1e-6);
        Assert.Equal(expected.Accuracy, actual.Accuracy, 12);
        Assert.Equal(expected.Loss, actual.Loss, 1e-6);
        Assert.Equal(Samples, actual.Count);

        // A hook that adds terms of a plain cross-entropy, or makes probabilities of labels, says that it cannot.
        var mixed = new Trainer<PrimeMixer>(whole, new Sgd(), Weighted) { Hooks = { new MixUp(0.4f) } };
        Assert.Contains("ignored label 255", Assert.Throws<InvalidOperationException>(() => mixed.Step(Input, Labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void YesAndNoOfOneOutputAreLearned()
    {
        // Label 1 where a plane says so; the outputs' sign is the class.
        float[] rows = ProbeData.Normal(200 * 6, seed: 4);
        int[] labels = [.. Enumerable.Range(0, 200).Select(row => rows[row * 6] - rows[(row * 6) + 1] > 0.3f ? 1 : 0)];
        using var model = new YesOrNo(50, Device.CpuWithThreads(1), seed: 3);
        var trainer = new Trainer<YesOrNo>(model, new Adam(0.02f), new BinaryCrossEntropy { PositiveWeights = [1.5f] });
        Dataset data = Dataset.FromFloats(rows, 6, labels);
        double before = trainer.Evaluate(data).Accuracy;
        EvaluationResult after = trainer.Fit(data, data, new TrainingOptions { Epochs = 20, BatchSize = 50 }).Test!;
        Assert.InRange(before, 0, 0.8);
        Assert.InRange(after.Accuracy, 0.95, 1);
        float[] outputs = new float[200];
        model.Forward(rows, outputs);
        Assert.InRange(ClassificationMetrics.Auroc(outputs, labels), 0.98, 1);
    }

    [Fact]
    public void StatesOfOtherWeightsAreRefused()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "run.safetensors");
        using var model = new PrimeMixer(Samples, Device.CpuWithThreads(1), seed: 2);
        new Trainer<PrimeMixer>(model, new Sgd(), Weighted).SaveState(path);
        new Trainer<PrimeMixer>(model, new Sgd(), Weighted).LoadState(path);
        var other = new Trainer<PrimeMixer>(model, new Sgd(), new SoftmaxCrossEntropy(0.1f) { ClassWeights = [1, 2], IgnoredLabel = Unknown });
        Assert.Contains("class weights", Assert.Throws<CheckpointException>(() => other.LoadState(path)).Message, StringComparison.Ordinal);
    }

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }
}
