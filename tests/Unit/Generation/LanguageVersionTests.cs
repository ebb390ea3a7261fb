using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseGen.Tests.Generation;

/// <summary>Projects that set LangVersion: C# 12 is enough for what is generated, and what is older is refused at the model.</summary>
public sealed class LanguageVersionTests
{
    private const string Source = """
        using SparseGen;

        [Model(HessianProducts = true)]
        [ImageInput(8, 8, 1)]
        [PatchEmbedding(2, 12)]
        [MixerBlock(6, 14, Repeat = 2, Dropout = 0.1, StochasticDepth = 0.1, Permutation = Permutation.Random, Seed = -3)]
        [SMixerBlock(TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.3, Seed = -5)]
        [PermutedKronecker(4, Before = Permutation.Commutation, After = Permutation.Random, Seed = -1)]
        [SparseMlpBlock(0.25, Seed = -2, Repeat = 2), Monarch(9, Blocks = 2), LayerNorm, TokenMean]
        [SparseLinear(7, 0.5, Seed = int.MinValue), Activation(ActivationKind.Gelu), DiagonalLinear, Linear(3)]
        internal sealed partial class Whole;
        """;

    [Fact]
    public void CSharp12IsEnough() => new GeneratorHarness(LanguageVersion.CSharp12, Source).CompileWithoutWarnings();

    [Fact]
    public void OlderVersionsAreRefused()
    {
        var result = new GeneratorHarness(LanguageVersion.CSharp11, Source.Replace("partial class Whole;", "partial class Whole { }", StringComparison.Ordinal)).Run();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SPG0016", diagnostic.Id);
        Assert.Equal(
            "'Whole' cannot be a model because its project is compiled as C# 11.0, older than what is generated; set LangVersion to 12.0 or later, or remove it",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(result.GeneratedSources);
    }
}
