using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Scaling laws: exact ones are found, noisy ones nearly, and what has no law is refused.</summary>
public sealed class ScalingLawTests
{
    private static readonly double[] Compute = [.. Enumerable.Range(0, 12).Select(i => 10 * Math.Pow(2, i))];

    [Theory]
    [InlineData(2, 0, 0.35, 0)]
    [InlineData(5, 40, 0.6, 0.08)]
    [InlineData(30, 200, 1, 0.2)]
    public void AnExactLawIsFound(double a, double b, double alpha, double limit)
    {
        ScalingLaw law = ScalingLaw.Fit(Compute, [.. Compute.Select(c => (a * Math.Pow(b + c, -alpha)) + limit)]);
        Assert.InRange(law.Residual, 0, 2e-3);
        Assert.Equal(alpha, law.Alpha, 0.03 * alpha);
        Assert.Equal(limit, law.Limit, 0.01);
        Assert.Equal((a * Math.Pow(b + 1e6, -alpha)) + limit, law.At(1e6), 0.05 * law.At(1e6));
    }

    /// <summary>Errors of 1 %: the residual is that, and alpha within a tenth.</summary>
    [Fact]
    public void ANoisyLawIsNearlyFound()
    {
        double[] noise = FisherDualTests.Normal(Compute.Length, 5);
        ScalingLaw law = ScalingLaw.Fit(Compute, [.. Compute.Select((c, i) => ((3 * Math.Pow(20 + c, -0.5)) + 0.05) * (1 + (0.01 * noise[i])))]);
        Assert.InRange(law.Residual, 0.003, 0.015);
        Assert.Equal(0.5, law.Alpha, 0.1);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("c", "There are 4 points with 4 different C; expected at least 5", () => ScalingLaw.Fit([1, 2, 3, 4], [1, 2, 3, 4]));
        Refused<ArgumentException>("errors", "There are 1 errors; expected 2", () => ScalingLaw.Fit([1, 2], [1]));
        Refused<ArgumentException>("errors", "errors[1] is 0; expected positive numbers", () => ScalingLaw.Fit([1, 2], [1, 0]));
        Refused<ArgumentException>("c", "c[0] is NaN", () => ScalingLaw.Fit([double.NaN, 2], [1, 1]));
    }
}
