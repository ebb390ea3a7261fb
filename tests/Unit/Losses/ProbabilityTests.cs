namespace SparseGen.Tests.Losses;

/// <summary>Targets of a cross-entropy that are no probabilities are refused before the gradient is touched, by sample and value.</summary>
public sealed class ProbabilityTests
{
    [Theory]
    [InlineData(-1f, "The target of class 1 of sample 2 is -1; a probability must be 0 to 1")]
    [InlineData(float.NaN, "The target of class 1 of sample 2 is NaN; a probability must be 0 to 1")]
    [InlineData(float.PositiveInfinity, "The target of class 1 of sample 2 is Infinity; a probability must be 0 to 1")]
    [InlineData(5f, "The targets of sample 2 sum to 5.5; as probabilities of 3 classes they must sum to 1")]
    [InlineData(0.25f, "The targets of sample 2 sum to 0.75; as probabilities of 3 classes they must sum to 1")]
    public void WhatIsNoProbabilityIsNamed(float wrong, string expected)
    {
        float[] targets = Targets(4);
        targets[(2 * 3) + 1] = wrong;
        float[] output = new float[12];
        float[] gradient = new float[12];
        var loss = new SoftmaxCrossEntropy(0.1f);
        var first = Assert.Throws<ArgumentException>("targets", () => loss.Evaluate(output, SparseGen.Targets.FromValues(targets), 4, gradient));
        Assert.Contains(expected, first.Message, StringComparison.Ordinal);
        var second = Assert.Throws<ArgumentException>(
            "targets", () => loss.EvaluateTangent(output, SparseGen.Targets.FromValues(targets), 4, output, gradient));
        Assert.Contains(expected, second.Message, StringComparison.Ordinal);
        Assert.All(gradient, static value => Assert.Equal(0, value));
    }

    /// <summary>Probabilities that somebody stored in half precision sum to 1 within 2^-11.</summary>
    [Fact]
    public void RoundedProbabilitiesAreTaken()
    {
        var random = new Random(5);
        float[] targets = new float[200 * 100];
        for (int sample = 0; sample < 200; sample++)
        {
            double[] weights = [.. Enumerable.Range(0, 100).Select(_ => Math.Pow(random.NextDouble(), 4))];
            for (int k = 0; k < weights.Length; k++)
            {
                targets[(sample * 100) + k] = (float)(Half)(weights[k] / weights.Sum());
            }
        }

        Assert.True(float.IsFinite(new SoftmaxCrossEntropy().Evaluate(new float[targets.Length], SparseGen.Targets.FromValues(targets), 200, default)));
    }

    private static float[] Targets(int samples) => [.. Enumerable.Repeat<float[]>([0, 0.5f, 0.5f], samples).SelectMany(static row => row)];
}
