namespace SparseGen.Tests.Structure;

/// <summary>Largest singular values of initial weights against the limits of Hayase and Karakida 2024 (arXiv 2306.01470).</summary>
public sealed class SpectrumTests
{
    private const int Draws = 8;

    /// <summary>gamma = 2. The mean of 8 draws is within 4 deviations of its mean; see <see cref="SpectrumEdge"/>.</summary>
    [Fact]
    public void MixersTendToOnePlusTheRootOfGamma()
    {
        var values = new Dictionary<int, double>();
        using (SmallSpectrum small = new(1))
        {
            values[16] = MeanLargest(small.Parameters, "mlp_tokens");
            values[64] = MeanLargest(small.Parameters, "mlp_channels");
        }

        using (LargeSpectrum large = new(1))
        {
            values[128] = MeanLargest(large.Parameters, "mlp_tokens");
            values[256] = MeanLargest(large.Parameters, "mlp_channels");
        }

        Assert.Equal(1 + Math.Sqrt(2), Spectrum.LargestSingularValue(2), 12);
        Approach(values, gamma: 2);
    }

    /// <summary>gamma = 1: the limit is 2, and Xavier's rule has the paper's variance.</summary>
    [Fact]
    public void SMixersTendToTwo()
    {
        using SquareSpectrum model = new(1);
        Assert.Equal(2, Spectrum.LargestSingularValue());
        Approach(new() { [64] = MeanLargest(model.Parameters, "mlp_tokens", gamma: 1), [256] = MeanLargest(model.Parameters, "mlp_channels", gamma: 1) }, gamma: 1);
    }

    /// <summary>
    /// At a fixed number of connections wider sparse maps start with ever larger singular values: above those of a Mixer's maps of the same size, which lie a little
    /// below the limit, and the wider ones above the limit too. There the formula as the paper prints it, with q^2 = p n, is too large.
    /// </summary>
    [Fact]
    public void SparseMlpsStartAboveTheMixerAndRiseWithTheWidth()
    {
        const int Gamma = 2;
        double[] means;
        using (NarrowSparseSpectrum narrow = new(1))
        using (SparseSpectrum middle = new(1))
        using (WideSparseSpectrum wide = new(1))
        {
            means = [.. new[] { narrow.Parameters, middle.Parameters, wide.Parameters }.Select(parameters => MeanLargest(parameters, ""))];
        }

        int[] widths = [128, 256, 512];
        double limit = Spectrum.LargestSingularValue(Gamma);
        for (var i = 0; i < widths.Length; i++)
        {
            var n = widths[i];
            var density = Sparsity.Density(8192, n, Gamma);
            var edge = Spectrum.LargestSingularValueOfMasked(n, density, Gamma, Spectrum.UniformKurtosis);
            var (expected, tolerance) = (SpectrumEdge.Mean(edge, n, Gamma), SpectrumEdge.Tolerance(edge, n, Gamma, Draws));
            Assert.InRange(means[i], expected - tolerance, expected + tolerance);
            Assert.True(means[i] > SpectrumEdge.Mean(limit, n, Gamma), $"{means[i]} at {n}");
            if (i > 0)
            {
                // Twice the shift of the square: sqrt(gamma) / q^2 in place of 1 / (sqrt(gamma) p n).
                var printed = Math.Sqrt(limit * limit + Gamma * (edge * edge - limit * limit));
                Assert.True(means[i] > limit && means[i] > means[i - 1], $"{means[i]} at {n}");
                Assert.True(SpectrumEdge.Mean(printed, n, Gamma) > means[i] + tolerance, $"{means[i]} at {n}");
            }
        }
    }

    [Fact]
    public void AWeightThatIsAllKeptHasTheDenseLimit() =>
        Assert.Equal(Spectrum.LargestSingularValue(3), Spectrum.LargestSingularValueOfMasked(100, 1, 3), 12);

    /// <summary>Neither I kron W nor permutations change it.</summary>
    [Fact]
    public void RepeatedAndPermutedMapsHaveTheSameLargestValue()
    {
        var w = Matrices.Random("w", 10, 5);
        var largest = SingularValue.Largest(w);
        Assert.Equal(MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(w).Svd(computeVectors: false).S[0], largest, 9);
        Assert.Equal(largest, SingularValue.Largest(EffectiveWeights.AlongChannels(w, 6)), 9);
        Assert.Equal(largest, SingularValue.Largest(EffectiveWeights.AlongTokens(w, 6)), 9);
        var permuted = Matrices.Chain(
            Matrices.Order(Permutations.Random(60, 1)), EffectiveWeights.AlongChannels(w, 6), Matrices.Order(Permutations.Random(30, 2)));
        Assert.Equal(largest, SingularValue.Largest(permuted), 9);
    }

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("expansion", () => Spectrum.LargestSingularValue(0));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => Spectrum.LargestSingularValueOfMasked(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("density", () => Spectrum.LargestSingularValueOfMasked(10, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("kurtosis", () => Spectrum.LargestSingularValueOfMasked(10, 0.5, kurtosis: 0.5));
    }

    private static void Approach(Dictionary<int, double> meansBySize, int gamma)
    {
        var limit = Spectrum.LargestSingularValue(gamma);
        foreach (var (n, mean) in meansBySize)
        {
            var (expected, tolerance) = (SpectrumEdge.Mean(limit, n, gamma), SpectrumEdge.Tolerance(limit, n, gamma, Draws));
            Assert.InRange(mean, expected - tolerance, expected + tolerance);
        }

        // The deviations shrink with n^(-2/3): the last mean is about one per cent below the limit.
        int first = meansBySize.Keys.Min(), last = meansBySize.Keys.Max();
        Assert.InRange(meansBySize[last], 0.985 * limit, 1.005 * limit);
        Assert.True(Math.Abs(meansBySize[last] - limit) < Math.Abs(meansBySize[first] - limit));
    }

    /// <summary>
    /// Of both maps of four blocks, [gamma n, n] and [n, gamma n], or of the one map of eight; in the paper's variance 1 / n, where Xavier's rule has 2 / ((1 +
    /// gamma) n).
    /// </summary>
    private static double MeanLargest(ParameterVector parameters, string half, int gamma = 2)
    {
        string[] maps = gamma == 1 ? [""] : ["fc1", "fc2"];
        return Math.Sqrt((1 + gamma) / 2.0) * Enumerable.Range(0, Draws / maps.Length)
            .SelectMany(block => maps.Select(map => string.Join('.', new[] { "blocks", $"{block}", half, map, "weight" }.Where(part => part != ""))))
            .Average(name => SingularValue.Largest(Matrices.Read(parameters, name)));
    }
}
