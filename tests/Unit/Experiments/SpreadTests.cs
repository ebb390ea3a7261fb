using SparseGen.Tool.Pictures;

namespace SparseGen.Tests.Experiments;

/// <summary>Means, deviations and ticks.</summary>
public sealed class SpreadTests
{
    [Fact]
    public void MeanAndSampleDeviation()
    {
        Spread spread = Spread.Of([1, 2, 6]);
        Assert.Equal(3, spread.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(7), spread.Deviation, 1e-12); // (4 + 1 + 9) / 2
        Assert.Equal("3.0 ± 2.6", spread.ToString("0.0"));
        Assert.Equal("300 ± 265", spread.Times(100).ToString("0"));
    }

    [Fact]
    public void OneNumberHasNoDeviation()
    {
        Assert.Equal(new Spread(5, 0, 1), Spread.Of([5]));
        Assert.Equal("5.00", Spread.Of([5]).ToString("0.00"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Spread.Of([]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ARunWithoutALossDiverges(double loss) => Assert.Equal("diverges", Spread.Of([0.5, loss]).ToString("0.00"));

    [Fact]
    public void LogarithmicTicksAreRoundNumbersWithinTheRange()
    {
        Assert.Equal([600, 700, 800, 900, 1000, 1500, 2000], Ticks.Logarithmic(539, 2500), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.001, 0.01, 0.1, 1], Ticks.Logarithmic(0.001, 1), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(["0.001", "1,500", "1e6"], new[] { 0.001, 1500, 1e6 }.Select(Ticks.Text));
    }
}
