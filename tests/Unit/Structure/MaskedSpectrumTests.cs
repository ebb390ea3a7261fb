namespace SparseGen.Tests.Structure;

/// <summary>
/// The largest singular value of sparse maps: the formula of Hayase and Karakida 2024 (arXiv 2306.01470) as printed, L+ = c^2 + 3 c^2 sqrt(gamma) (1 - p) / q^2 with q^2 = p
/// n, the one of <see cref="Spectrum"/>, which is the same with q^2 = p gamma n, and draws, which tell which is right.
/// </summary>
public sealed class MaskedSpectrumTests
{
    /// <summary>2^19 connections at gamma = 2, as in the paper's figure 4, at gamma n = 2880 and 8192.</summary>
    [Theory]
    [InlineData(1440, 2.439)]
    [InlineData(4096, 2.492)]
    public void AsPrintedItGivesThePapersNumbers(int n, double expected) =>
        Assert.Equal(expected, Printed(n, Sparsity.Density(1 << 19, n, 2), 2, keptAlong: n), 5e-4);

    [Theory]
    [InlineData(1440, 2)]
    [InlineData(4096, 2)]
    [InlineData(400, 4)]
    public void TheFormulaIsThePapersWithTheLongerSideInQ(int n, int gamma)
    {
        var p = Sparsity.Density(1 << 14, n, gamma);
        Assert.Equal(Printed(n, p, gamma, keptAlong: gamma * n), Spectrum.LargestSingularValueOfMasked(n, p, gamma), 12);
    }

    /// <summary>For square maps both readings are one.</summary>
    [Fact]
    public void SquareMapsDoNotTellTheFormsApart() =>
        Assert.Equal(Printed(400, 0.1, 1, keptAlong: 400), Spectrum.LargestSingularValueOfMasked(400, 0.1), 12);

    /// <summary>Draws agree with the formula here, and not with the printed one.</summary>
    [Theory]
    [InlineData(4, 400, 0.1, 8)]
    [InlineData(2, 4096, 1.0 / 64, 2)]
    public void DrawsDecide(int gamma, int n, double density, int draws)
    {
        var edge = Spectrum.LargestSingularValueOfMasked(n, density, gamma);
        var (expected, tolerance) = (SpectrumEdge.Mean(edge, n, gamma), SpectrumEdge.Tolerance(edge, n, gamma, draws));
        var mean = MeanOfDraws(gamma, n, density, draws);
        Assert.InRange(mean, expected - tolerance, expected + tolerance);
        Assert.True(SpectrumEdge.Mean(Printed(n, density, gamma, keptAlong: n), n, gamma) > mean + 2 * tolerance, $"The mean is {mean}.");

        // Above the Mixer, as the paper says of sparse MLPs.
        Assert.True(mean > Spectrum.LargestSingularValue(gamma), $"The mean is {mean}.");
    }

    [Fact]
    public void DrawsOfSquareMapsAgreeToo()
    {
        var edge = Spectrum.LargestSingularValueOfMasked(400, 0.1);
        var (expected, tolerance) = (SpectrumEdge.Mean(edge, 400, 1), SpectrumEdge.Tolerance(edge, 400, 1, 8));
        Assert.InRange(MeanOfDraws(1, 400, 0.1, 8), expected - tolerance, expected + tolerance);
    }

    private static double Printed(int n, double density, int gamma, double keptAlong)
    {
        Assert.InRange(density, 1.0 / n / n, 1);
        var c = 1 + Math.Sqrt(gamma);
        return Math.Sqrt(c * c + 3 * c * c * Math.Sqrt(gamma) * (1 - density) / (density * keptAlong));
    }

    /// <summary>Normal entries of variance 1 / n where a mask keeps them, scaled up by 1 / sqrt(p).</summary>
    private static double MeanOfDraws(int gamma, int n, double density, int draws) => Enumerable.Range(0, draws).Average(draw =>
    {
        var mask = SparseMask.Draw(gamma * n, n, (int)Math.Round(density * gamma * n * n), (ulong)draw, "spectrum");
        var random = new CounterRandom((ulong)draw, "entries");
        var scale = 1 / Math.Sqrt(density * n);
        return SingularValue.Largest(gamma * n, n, mask.Positions, [.. Enumerable.Range(0, mask.Count).Select(_ => scale * random.NextNormal())]);
    });
}
