namespace SparseGen.Tests.Training;

/// <summary>Single steps of the trainer on a model written by hand.</summary>
public sealed class TrainerStepTests
{
    [Fact]
    public void ReturnsTheLossBeforeTheStepAndLowersIt()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0.1f), new SoftmaxCrossEntropy());
        float[] input = ProbeData.Normal(8 * LinearProbe.Inputs, seed: 1);
        int[] labels = [0, 1, 2, 3, 4, 0, 1, 2];
        float[] output = new float[8 * LinearProbe.Outputs];
        model.Forward(input, output);
        float before = new SoftmaxCrossEntropy().Evaluate(output, Targets.FromLabels(labels), 8, default);

        Assert.Equal(before, trainer.Step(input, labels));
        Assert.True(trainer.Step(input, labels) < before);
    }

    [Fact]
    public void GradientsOfStepsDoNotAddUp()
    {
        using var model = LinearProbe.Create(1);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
        float[] input = [1, 2, 3];
        trainer.Step(input, [0]);
        double norm = model.Gradients.Norm();
        trainer.Step(input, [0]);
        Assert.Equal(norm, model.Gradients.Norm());
    }

    [Fact]
    public void TrainsOnNumbers()
    {
        using var model = LinearProbe.Create(2);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0.5f, momentum: 0.5f), new MeanSquaredError());
        float[] input = [1, 0, 0, 0, 1, 0];
        float[] targets = [1, 2, 3, 4, 5, 5, 4, 3, 2, 1];
        for (int step = 0; step < 200; step++)
        {
            trainer.Step(input, targets);
        }

        Assert.InRange(trainer.Step(input, targets), 0, 1e-6f);
    }

    [Fact]
    public void AWrongLabelLeavesTheParametersAlone()
    {
        using var model = LinearProbe.Create(2);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        int version = model.Parameters.Version;
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new float[6], [0, 5]));
        Assert.Equal(version, model.Parameters.Version);
    }

    [Fact]
    public void RejectsLengthsThatDoNotFit()
    {
        using var model = LinearProbe.Create(2);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Throws<ArgumentException>("input", () => trainer.Step(new float[7], [0, 0]));
        Assert.Throws<ArgumentException>("input", () => trainer.Step(ReadOnlySpan<float>.Empty, ReadOnlySpan<int>.Empty));
        Assert.Throws<ArgumentException>("labels", () => trainer.Step(new float[6], [0]));
        Assert.Throws<ArgumentException>("targets", () => trainer.Step(new float[6], new float[9]));
        var exception = Assert.Throws<ArgumentException>("input", () => trainer.Step(new float[9], [0, 0, 0]));
        Assert.Contains("1 to 2 samples of 3", exception.Message, StringComparison.Ordinal);
    }
}
