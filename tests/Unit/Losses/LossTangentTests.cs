namespace SparseGen.Tests.Losses;

/// <summary>Second derivatives of the losses: the tangent of the gradient is the Hessian, written out here, times the tangent of the output.</summary>
public sealed class LossTangentTests
{
    private const int Batch = 3, Classes = 5;

    private static readonly float[] Output = Array.ConvertAll(ValueRecipe.Values("output", Batch * Classes), value => 4 * value);

    private static readonly float[] Tangent = ValueRecipe.Values("tangent", Batch * Classes);

    [Theory]
    [InlineData(0f, true)]
    [InlineData(0.3f, true)]
    [InlineData(0f, false)]
    [InlineData(0.3f, false)]
    public void CrossEntropyMultipliesByTheCovarianceOfTheClasses(float smoothing, bool labels)
    {
        // Those of a sample add up to 1 within the tolerance and not to 1: that scales the whole derivative, so that a forgotten mass would show.
        var weights = Array.ConvertAll(ValueRecipe.Values("weights", Batch * Classes), value => value + 1);
        for (var sample = 0; sample < Batch; sample++)
        {
            Span<float> row = weights.AsSpan(sample * Classes, Classes);
            var sum = row.ToArray().Sum();
            foreach (ref float weight in row)
            {
                weight *= 1.0009f / sum;
            }
        }

        var targets = labels ? Targets.FromLabels([4, 0, 2]) : Targets.FromValues(weights);
        var actual = new float[Tangent.Length];
        new SoftmaxCrossEntropy(smoothing).EvaluateTangent(Output, targets, Batch, Tangent, actual);

        var expected = new double[Tangent.Length];
        for (var sample = 0; sample < Batch; sample++)
        {
            var start = sample * Classes;
            var exponentials = Output.Skip(start).Take(Classes).Select(z => Math.Exp(z)).ToArray();
            var p = exponentials.Select(e => e / exponentials.Sum()).ToArray();
            var mass = labels ? 1 : ((1 - (double)smoothing) * weights.Skip(start).Take(Classes).Sum(w => (double)w)) + smoothing;
            for (var j = 0; j < Classes; j++)
            {
                for (var k = 0; k < Classes; k++)
                {
                    expected[start + j] += mass / Batch * p[j] * ((j == k ? 1 : 0) - p[k]) * Tangent[start + k];
                }
            }
        }

        Approximately.Equal(expected, actual, "tangent of the gradient", 1e-6);
    }

    [Fact]
    public void SquaredErrorIsTwiceTheTangentOverTheNumberOfOutputs()
    {
        var actual = new float[Tangent.Length];
        new MeanSquaredError().EvaluateTangent(Output, Targets.FromValues(new float[Output.Length]), Batch, Tangent, actual);
        Approximately.Equal([.. Tangent.Select(t => 2.0 / (Batch * Classes) * t)], actual, "tangent of the gradient", 1e-6);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        ILoss[] losses = [new SoftmaxCrossEntropy(), new MeanSquaredError()];
        var values = new float[Output.Length];
        foreach (var loss in losses)
        {
            var exception = Assert.Throws<ArgumentException>(() => loss.EvaluateTangent(Output, Targets.FromValues(values), Batch, Tangent.AsSpan(1), values));
            Assert.Equal("outputTangent", exception.ParamName);
            exception = Assert.Throws<ArgumentException>(() => loss.EvaluateTangent(Output, Targets.FromValues(values), Batch, Tangent, values.AsSpan(1)));
            Assert.Equal("outputGradientTangent", exception.ParamName);
        }

        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => losses[1].EvaluateTangent(Output, Targets.FromLabels([0, 1, 2]), Batch, Tangent, values)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => losses[0].EvaluateTangent(Output, Targets.FromLabels([0, 5, 2]), Batch, Tangent, values));
    }
}
