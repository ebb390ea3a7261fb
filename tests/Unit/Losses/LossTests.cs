namespace SparseGen.Tests.Losses;

/// <summary>Losses and their gradients against PyTorch, also with logits far from zero, and what they reject.</summary>
public sealed class LossTests
{
    private const int Samples = 5, Classes = 7;

    [Theory]
    [InlineData("labels", 0f)]
    [InlineData("labels_smooth", 0.125f)]
    [InlineData("probabilities", 0f)]
    [InlineData("probabilities_smooth", 0.125f)]
    public void CrossEntropyIsPyTorchs(string name, float smoothing)
    {
        var fixture = new Fixture("training");
        int[] labels = [.. fixture["loss.input.labels"].Select(static label => (int)label)];
        Targets targets = name.StartsWith("labels", StringComparison.Ordinal)
            ? Targets.FromLabels(labels)
            : Targets.FromValues(fixture["loss.input.probabilities"]);
        AssertIsPyTorchs(fixture, name, new SoftmaxCrossEntropy(smoothing), targets);
    }

    [Fact]
    public void MeanSquaredErrorIsPyTorchs()
    {
        var fixture = new Fixture("training");
        AssertIsPyTorchs(fixture, "mean_squared_error", new MeanSquaredError(), Targets.FromValues(fixture["loss.input.targets"]));
    }

    [Fact]
    public void HugeLogitsGiveFiniteNumbers()
    {
        float[] output = [1e30f, -1e30f, 0];
        float[] gradient = new float[3];
        float loss = new SoftmaxCrossEntropy().Evaluate(output, Targets.FromLabels([0]), 1, gradient);
        Assert.Equal(0, loss);
        Assert.Equal([0, 0, 0], gradient);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    [InlineData(int.MinValue)]
    public void NamesTheSampleOfAWrongLabel(int label)
    {
        int[] labels = [0, 1, 2, label, 4];
        float[] gradient = new float[Samples * Classes];
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => new SoftmaxCrossEntropy().Evaluate(new float[Samples * Classes], Targets.FromLabels(labels), Samples, gradient));
        Assert.Contains($"label of sample 3 is {label}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0 to 6", exception.Message, StringComparison.Ordinal);
        Assert.All(gradient, static value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void RejectsSmoothingOutsideItsRange(float smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SoftmaxCrossEntropy(smoothing));

    [Fact]
    public void RejectsLengthsThatDoNotFit()
    {
        var loss = new SoftmaxCrossEntropy();
        float[] output = new float[10];
        Assert.Throws<ArgumentException>("targets", () => loss.Evaluate(output, Targets.FromLabels([0]), 2, default));
        Assert.Throws<ArgumentException>("targets", () => loss.Evaluate(output, Targets.FromValues(new float[9]), 2, default));
        Assert.Throws<ArgumentException>("output", () => loss.Evaluate(output, Targets.FromLabels([0, 0, 0]), 3, default));
        Assert.Throws<ArgumentException>("outputGradient", () => loss.Evaluate(output, Targets.FromLabels([0, 0]), 2, new float[9]));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => loss.Evaluate(output, default, 0, default));
    }

    [Fact]
    public void MeanSquaredErrorRejectsLabels()
    {
        var exception = Assert.Throws<ArgumentException>(
            "targets", () => new MeanSquaredError().Evaluate(new float[4], Targets.FromLabels([0, 1]), 2, default));
        Assert.Contains("labels", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertIsPyTorchs(Fixture fixture, string name, ILoss loss, Targets targets)
    {
        float[] output = fixture["loss.input.output"];
        float[] gradient = new float[output.Length];

        float actual = loss.Evaluate(output, targets, Samples, gradient);

        float expected = fixture[$"loss.{name}"][0];
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected), $"{name} is {actual:G9}, expected {expected:G9}");
        float[] expectedGradient = fixture[$"loss.{name}.gradient"];
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.True(
                Math.Abs(expectedGradient[i] - gradient[i]) <= 1e-6 * Math.Max(0.01, Math.Abs(expectedGradient[i])),
                $"{name}, gradient {i} is {gradient[i]:G9}, expected {expectedGradient[i]:G9}");
        }

        // Without a gradient the loss is the same.
        Assert.Equal(actual, loss.Evaluate(output, targets, Samples, default));
    }
}
