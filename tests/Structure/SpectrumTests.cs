using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Tests.Structure;

/// <summary>Largest singular values of initial weights against the limits of Hayase and Karakida 2024 (arXiv 2306.01470), with gamma = 2.</summary>
public sealed class SpectrumTests
{
    private const int Gamma = 2, Draws = 8;

    /// <summary>Xavier's rule gives entries of variance 2 / ((1 + gamma) n) where the paper has 1 / n.</summary>
    private static readonly double ToUnitVariance = Math.Sqrt((1 + Gamma) / 2.0);

    /// <summary>
    /// In matrices of n columns the square of the largest singular value is c^2 less about 1.2065 s, give or take 1.268 s (the mean and the deviation
    /// of the Tracy-Widom law; Johnstone 2001 for s), so that the mean of 8 draws is within 4 deviations of its mean.
    /// </summary>
    [Fact]
    public void MixersTendToOnePlusTheRootOfGamma()
    {
        var values = new Dictionary<int, double>();
        using (SmallSpectrum small = new(1))
        {
            values[16] = MeanLargest(small.Parameters, "mlp_tokens") * ToUnitVariance;
            values[64] = MeanLargest(small.Parameters, "mlp_channels") * ToUnitVariance;
        }

        using (LargeSpectrum large = new(1))
        {
            values[128] = MeanLargest(large.Parameters, "mlp_tokens") * ToUnitVariance;
            values[256] = MeanLargest(large.Parameters, "mlp_channels") * ToUnitVariance;
        }

        var limit = Spectrum.LargestSingularValue(Gamma);
        Assert.Equal(1 + Math.Sqrt(2), limit, 12);
        foreach (var (n, mean) in values)
        {
            var expected = Math.Sqrt(limit * limit - 1.2065 * Scale(n));
            var deviation = 1.268 * Scale(n) / (2 * limit) / Math.Sqrt(Draws);
            Assert.InRange(mean, expected - 4 * deviation, expected + 4 * deviation);
        }

        // The deviations shrink with n^(-2/3): the last mean is about one per cent below the limit.
        Assert.InRange(values[256], 0.985 * limit, 1.005 * limit);
        Assert.True(Math.Abs(values[256] - limit) < Math.Abs(values[16] - limit));
    }

    /// <summary>
    /// At a fixed number of connections wider sparse maps start with ever larger singular values, above the Mixer's. The formula is first order in 1 / (p n);
    /// 0.03 leaves room for the second order (at p n = 8 about 0.15^2 / 2 of the value) and for the edge of matrices this small.
    /// </summary>
    [Fact]
    public void SparseMlpsStartAboveTheMixerAndRiseWithTheWidth()
    {
        double[] means;
        using (NarrowSparseSpectrum narrow = new(1))
        using (SparseSpectrum middle = new(1))
        using (WideSparseSpectrum wide = new(1))
        {
            means = [.. new[] { narrow.Parameters, middle.Parameters, wide.Parameters }.Select(parameters => MeanLargest(parameters, "") * ToUnitVariance)];
        }

        int[] widths = [64, 128, 256];
        for (var i = 0; i < widths.Length; i++)
        {
            var n = widths[i];
            var density = Sparsity.Density(2 * 64 * 64 * 0.5, n, Gamma);
            var edge = Spectrum.LargestSingularValueOfMasked(n, density, Gamma, Spectrum.UniformKurtosis);
            var expected = Math.Sqrt(edge * edge - 1.2065 * Scale(n));
            Assert.InRange(means[i] / expected, 0.97, 1.03);
        }

        Assert.True(means[0] < means[1] && means[1] < means[2], $"{means[0]}, {means[1]}, {means[2]}");
        Assert.True(means[2] > Spectrum.LargestSingularValue(Gamma));
    }

    /// <summary>The kept entries of normal matrices, with the paper's numbers for 2^19 connections: p = Omega / (gamma n^2).</summary>
    [Theory]
    [InlineData(1440)]
    [InlineData(4096)]
    public void TheFormulaIsThePapersWithTheLongerSideInQ(int n)
    {
        double p = Sparsity.Density(1 << 19, n, Gamma), c = 1 + Math.Sqrt(Gamma), q2 = p * Gamma * n;
        var papers = Math.Sqrt(c * c + 3 * c * c * Math.Sqrt(Gamma) * (1 - p) / q2);
        Assert.Equal(papers, Spectrum.LargestSingularValueOfMasked(n, p, Gamma), 12);
    }

    [Fact]
    public void AWeightThatIsAllKeptHasTheDenseLimit() =>
        Assert.Equal(Spectrum.LargestSingularValue(3), Spectrum.LargestSingularValueOfMasked(100, 1, 3), 12);

    /// <summary>Neither I kron W nor permutations change it.</summary>
    [Fact]
    public void RepeatedAndPermutedMapsHaveTheSameLargestValue()
    {
        var w = Matrices.Random("w", 10, 5);
        var largest = Largest(w);
        Assert.Equal(largest, Largest(EffectiveWeights.AlongChannels(w, 6)), 9);
        Assert.Equal(largest, Largest(EffectiveWeights.AlongTokens(w, 6)), 9);
        var permuted = Matrices.Chain(
            Matrices.Order(Permutations.Random(60, 1)), EffectiveWeights.AlongChannels(w, 6), Matrices.Order(Permutations.Random(30, 2)));
        Assert.Equal(largest, Largest(permuted), 9);
    }

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("expansion", () => Spectrum.LargestSingularValue(0));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => Spectrum.LargestSingularValueOfMasked(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("density", () => Spectrum.LargestSingularValueOfMasked(10, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("kurtosis", () => Spectrum.LargestSingularValueOfMasked(10, 0.5, kurtosis: 0.5));
    }

    /// <summary>Of both maps of four blocks: [gamma n, n] and [n, gamma n].</summary>
    private static double MeanLargest(ParameterVector parameters, string half) => Enumerable.Range(0, Draws / 2)
        .SelectMany(block => new[] { "fc1", "fc2" }.Select(map => string.Join('.', new[] { "blocks", $"{block}", half, map, "weight" }.Where(part => part != ""))))
        .Average(name => Largest(Matrices.Read(parameters, name)));

    private static double Largest(double[,] matrix) => Matrix<double>.Build.DenseOfArray(matrix).Svd(computeVectors: false).S[0];

    /// <summary>Scale of the Tracy-Widom law for gamma n rows and n columns of variance 1 / n.</summary>
    private static double Scale(int n)
    {
        double rows = Math.Sqrt(Gamma * n), columns = Math.Sqrt(n);
        return (rows + columns) * Math.Cbrt(1 / rows + 1 / columns) / n;
    }
}
