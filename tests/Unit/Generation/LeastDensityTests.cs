extern alias generators;

using System.Globalization;
using generators::SparseGen.Generators.IR;

namespace SparseGen.Tests.Generation;

/// <summary>The density that SPG0051 proposes keeps a weight, and the next smaller one of as many digits does not.</summary>
public sealed class LeastDensityTests
{
    [Fact]
    public void TheProposedDensityIsTheLeastOfTwoDigits()
    {
        int[] sizes = [1, 2, 3, 5, 7, 8, 10, 13, 16, 20, 25, 31, 49, 64, 80, 99, 100, 125, 250, 500, 512, 999, 1000, 4096, 30000, 46340];
        foreach (var inputs in sizes)
        {
            foreach (var outputs in sizes)
            {
                var least = MaskSpec.LeastDensity(inputs, outputs);
                var shown = double.Parse(Convert.ToString(least, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                Assert.Equal(least, shown);
                Assert.InRange(MaskSpec.KeptOf(shown, inputs, outputs), 1, 2);

                // One less in the last of two digits, below 0.010 in the last of 0.0099.
                var digits = (decimal)least;
                var unit = 1m;
                while (digits / unit < 10)
                {
                    unit /= 10;
                }

                var next = digits / unit == 10 ? digits - (unit / 10) : digits - unit;
                Assert.Equal(0, MaskSpec.KeptOf((double)next, inputs, outputs));
            }
        }
    }

    /// <summary>The case that was wrong, and a block of which either map may be the smaller one.</summary>
    [Theory]
    [InlineData("VectorInput(8), SparseLinear(10, {0})", "0.0063")]
    [InlineData("TokenInput(3, 40), MixerBlock(5, 60, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = {0})", "0.034")]
    [InlineData("TokenInput(40, 3), SMixerBlock(TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = {0})", "0.056")]
    public async Task WhatTheMessageProposesCompiles(string layers, string proposed)
    {
        var found = Assert.Single(await Diagnose("0.00001"));
        Assert.Equal("SPG0051", found.Id);
        Assert.EndsWith($"the least density that keeps one is {proposed}", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(await Diagnose(proposed));

        Task<System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Diagnostic>> Diagnose(string density) => new GeneratorHarness($"""
            using SparseGen;

            [Model, {layers.Replace("{0}", density, StringComparison.Ordinal)}]
            internal sealed partial class Small;
            """).Diagnose();
    }
}
