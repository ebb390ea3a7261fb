namespace SparseGen.Tests.Training;

/// <summary>Targets that do not fit are found before the first step, in training and test data, and not when their batch comes.</summary>
public sealed class FitChecksTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 4 };

    [Theory]
    [InlineData("train")]
    [InlineData("test")]
    public void ALabelOutsideTheOutputsIsNamedByItsPlaceInTheData(string name)
    {
        Dataset wrong = WithLabel(20, sample: 17, label: 5);
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        var exception = Assert.Throws<ArgumentOutOfRangeException>(name, () => Fit(trainer, wrong, name));
        Assert.Contains("The label of sample 17 is 5; with 5 outputs it must be 0 to 4.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.ForwardPasses);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("test")]
    public void LabelsAreRefusedWhereTheLossTakesNumbers(string name)
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new MeanSquaredError());
        var exception = Assert.Throws<ArgumentException>(name, () => Fit(trainer, ProbeData.Separable(8), name, Numbers(8)));
        Assert.Contains($"{name} holds labels; MeanSquaredError needs a number for each output", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.ForwardPasses);
    }

    [Fact]
    public void EvaluationChecksFirstToo()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        var exception = Assert.Throws<ArgumentOutOfRangeException>("data", () => trainer.Evaluate(WithLabel(20, sample: 9, label: 7)));
        Assert.Contains("The label of sample 9 is 7", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheSamplesThatAreTakenAreChecked()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Equal(2 * 16, trainer.Fit(WithLabel(20, sample: 17, label: 5).Take(16), null, Options).Samples);
    }

    /// <summary>Mixed labels are numbers when they come to the loss; what does not fit them is refused all the same.</summary>
    [Fact]
    public void WhatMixUpNeedsIsAskedInPlaceOfTheLoss()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new MeanSquaredError()) { Hooks = { new MixUp(0.2f) } };
        Assert.Equal(16, trainer.Fit(ProbeData.Separable(8), null, Options).Samples);
        Assert.Throws<ArgumentOutOfRangeException>("train", () => trainer.Fit(WithLabel(20, sample: 17, label: 5), null, Options));
    }

    /// <summary>Labels beyond the outputs may mean something to a hook or a loss of one's own.</summary>
    [Fact]
    public void WhatIsOnesOwnMayTakeLabelsOtherwise()
    {
        Dataset data = WithLabel(8, sample: 6, label: 9);
        using var model = LinearProbe.Create(4);
        var renaming = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy()) { Hooks = { new Renaming() } };
        Assert.Equal(16, renaming.Fit(data, null, Options).Samples);
        var counting = new Trainer<LinearProbe>(model, new Sgd(), new CountsLabels());
        Assert.Equal(0, counting.Fit(data, data, Options).Test!.Loss);
    }

    private static TrainingResult Fit(Trainer<LinearProbe> trainer, Dataset wrong, string name, Dataset? right = null) =>
        name == "train" ? trainer.Fit(wrong, null, Options) : trainer.Fit(right ?? ProbeData.Separable(8), wrong, Options);

    private static Dataset Numbers(int count) => Dataset.FromFloats(new float[count * 3], 3, new float[count * 5], 5);

    private static Dataset WithLabel(int count, int sample, int label)
    {
        int[] labels = new int[count];
        labels[sample] = label;
        return Dataset.FromFloats(ProbeData.Normal(count * 3, seed: 1), 3, labels);
    }

    private sealed class Renaming : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next) =>
            next(new TrainingBatch(batch.Input, Targets.FromLabels(new int[batch.Size]), batch.Size));
    }

    private sealed class CountsLabels : ILoss
    {
        public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
        {
            outputGradient.Clear();
            return 0;
        }
    }
}
