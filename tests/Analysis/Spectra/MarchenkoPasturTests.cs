using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>The Marchenko-Pastur distribution: its mass, its moments, drawn matrices.</summary>
public sealed class MarchenkoPasturTests
{
    /// <summary>Midpoints on a scale that bunches at both edges, where the density has roots.</summary>
    [Theory]
    [InlineData(0.25, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 0.5)]
    public void MassAndMomentsAreKnown(double ratio, double variance)
    {
        var law = new MarchenkoPastur(ratio, variance);
        (double mass, double first, double second) = (0, 0, 0);
        const int Points = 200_000;
        for (int i = 0; i < Points; i++)
        {
            double angle = Math.PI * (i + 0.5) / Points, half = (law.Upper - law.Lower) / 2;
            double x = law.Lower + (half * (1 - Math.Cos(angle))), weight = law.Density(x) * half * Math.Sin(angle) * Math.PI / Points;
            (mass, first, second) = (mass + weight, first + (weight * x), second + (weight * x * x));
        }

        Assert.Equal(1 - law.Atom, mass, 1e-4);
        Assert.Equal(variance, first, 1e-4 * variance);
        Assert.Equal(variance * variance * (1 + ratio), second, 1e-4 * second);
        Assert.Equal(2 * law.Density(law.Upper / 2) * Math.Sqrt(law.Upper / 2), law.SingularValueDensity(Math.Sqrt(law.Upper / 2)), 1e-12);
    }

    [Fact]
    public void DrawnMatricesFillIt()
    {
        double[] values = FisherDualTests.Normal(120 * 240, 3);
        double[,] matrix = new double[120, 240];
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i / 240, i % 240] = 0.3 * values[i] / Math.Sqrt(240);
        }

        MarchenkoPastur law = MarchenkoPastur.Of(matrix);
        Assert.Equal(0.09, law.Variance, 0.003);
        double[] singular = ModelJacobian.SingularValues(matrix);

        // The edges move by M^(-2/3), here 4 %.
        Assert.Equal(Math.Sqrt(law.Upper), singular[0], 0.04 * singular[0]);
        Assert.Equal(Math.Sqrt(law.Lower), singular[^1], 0.04 * singular[0]);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentOutOfRangeException>("Ratio", "Ratio is 0; expected a positive finite number", () => _ = new MarchenkoPastur(0));
        Refused<ArgumentException>("matrix", "matrix has only zeros", () => MarchenkoPastur.Of(new double[2, 2]));
        Refused<ArgumentException>("matrix", "matrix[1, 0] is NaN; expected finite numbers", () => MarchenkoPastur.Of(new[,] { { 1, 2 }, { double.NaN, 3 } }));
        Refused<ArgumentException>("matrix", "matrix is 0 x 2; expected at least one entry", () => MarchenkoPastur.Of(new double[0, 2]));
        Refused<ArgumentOutOfRangeException>("Variance", "Variance is NaN", () => _ = new MarchenkoPastur(1, double.NaN));
    }
}
