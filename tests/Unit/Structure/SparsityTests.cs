namespace SparseGen.Tests.Structure;

/// <summary>Pairs of whole numbers that the formulas of the paper (arXiv 2306.01470) give.</summary>
public sealed class SparsityTests
{
    [Theory]
    [InlineData(1 << 18, 1, 16, 173)]
    [InlineData(1 << 18, 1, 32, 113)]
    [InlineData(1 << 18, 1, 48, 83)]
    [InlineData(1 << 18, 1, 64, 64)]
    [InlineData(1 << 21, 1, 16, 504)]
    [InlineData(1 << 21, 1, 32, 346)]
    [InlineData(1 << 21, 1, 64, 226)]
    [InlineData(1 << 21, 1, 128, 128)]
    [InlineData(1 << 27, 1, 128, 1386)]
    [InlineData(1 << 27, 1, 256, 904)]
    [InlineData(1 << 27, 1, 512, 512)]
    [InlineData(1 << 19, 2, 4, 360)]
    [InlineData(1 << 19, 2, 24, 136)]
    [InlineData(1 << 19, 2, 48, 83)]
    [InlineData(1 << 19, 2, 64, 64)]
    public void Pairs(int connections, int expansion, int channels, int tokens)
    {
        var widths = Sparsity.Widths(connections, expansion).ToList();
        Assert.Contains(new MixerWidth(channels, tokens), widths);
        Assert.Contains(new MixerWidth(tokens, channels), widths);
    }

    [Fact]
    public void AllChannelsOfTheSecondFigure() => Assert.Equal(
        [360, 252, 203, 173, 152, 136, 124, 113, 104, 96, 89, 83, 64],
        new[] { 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 64 }.Select(channels => (int)Math.Round(Sparsity.Tokens(1 << 19, channels, 2))));

    [Fact]
    public void ImageNet() => Assert.Equal(
        [923, 779, 283, 196, 26, 15],
        new[] { 7, 8, 14, 16, 28, 32 }.Select(patch => (int)Math.Round(Sparsity.Tokens(290_217_984, 3 * patch * patch, 4))));

    [Fact]
    public void SparseMlps() => Assert.Equal(
        [540, 612, 724, 935, 1619],
        new[] { 0.1, 0.3, 0.5, 0.7, 0.9 }.Select(zeros => (int)Math.Round(Sparsity.MaskedWidth(1 << 18, 1 - zeros))));

    [Fact]
    public void TheWidthIsLargestWhereChannelsAndTokensAreEqual()
    {
        Assert.Equal(4096, Sparsity.LargestWidth(1 << 18), 6);
        Assert.Equal(64 * 64, Sparsity.Widths(1 << 18).Where(pair => Math.Abs(Sparsity.Connections(pair.Channels, pair.Tokens) - (1 << 18)) < 1).Max(pair => pair.Width));
        Assert.Equal(723.6, Sparsity.SmallestWidth(1 << 18), 1);
        Assert.All(
            Enumerable.Range(1, 400),
            channels => Assert.InRange(
                channels * Sparsity.Tokens(1 << 18, channels), Sparsity.SmallestWidth(1 << 18) - 1e-6, Sparsity.LargestWidth(1 << 18) + 1e-6));
    }

    [Fact]
    public void FormulasUndoOneAnother()
    {
        var connections = Sparsity.Connections(48, 83, 2);
        Assert.Equal(83, Sparsity.Tokens(connections, 48, 2), 9);
        Assert.Equal(2, Sparsity.Expansion(connections, 48 * 83, 48), 9);
        Assert.Equal(0.3, Sparsity.Density(Sparsity.MaskedConnections(500, 0.3, 2), 500, 2), 9);
        Assert.Equal(500, Sparsity.MaskedWidth(Sparsity.MaskedConnections(500, 0.3, 2), 0.3, 2), 9);
    }

    /// <summary>4 Omega / (gamma C (sqrt(...) + C)), where the difference of the formula is that of two equal numbers, and where squares overflow.</summary>
    [Theory]
    [InlineData(10, 1e9, 2e-17)]
    [InlineData(1, 1e200, 0)]
    [InlineData(1e300, 1, 1.4142135623730951e150)]
    [InlineData(1e300, 1e250, 2e-200)]
    public void TokensOfExtremeMixers(double connections, double channels, double expected) =>
        Assert.InRange(Sparsity.Tokens(connections, channels), expected * (1 - 1e-12), expected * (1 + 1e-12));

    [Fact]
    public void WidthsBeyondWholeNumbersAreRefused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("connections", () => Sparsity.Widths(1e300));
        Assert.Contains("connections is 1E+300", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1_414_213_562, Sparsity.Widths(1e18).First().Tokens);
    }

    [Fact]
    public void WhatIsNotPositiveIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("connections", () => Sparsity.Widths(0));
        Assert.Throws<ArgumentOutOfRangeException>("expansion", () => Sparsity.LargestWidth(5, -1));
        Assert.Throws<ArgumentOutOfRangeException>("density", () => Sparsity.MaskedWidth(5, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => Sparsity.Tokens(5, double.NaN));
    }
}
