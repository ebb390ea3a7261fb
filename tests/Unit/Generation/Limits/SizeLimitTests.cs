using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>Declarations whose numbers come near the limits of int, or beyond: each is generated, or refused where it stands with its numbers.</summary>
public sealed partial class SizeLimitTests
{
    private const string Good = "[Model, VectorInput(4), Linear(3)] public sealed partial class Good;";

    /// <summary>What used to throw inside the generator, so that no model of the project was generated.</summary>
    [Theory]
    [InlineData("VectorInput(1200000000), FeatureSum", "SPG0018")]
    [InlineData("TokenInput(46340, 46340), Linear(2)", "SPG0018")]
    [InlineData("VectorInput(6), BlockDiagonal(2147483646)", "SPG0018")]
    [InlineData("VectorInput(46341), BlockDiagonal(int.MaxValue, Blocks = int.MaxValue)", "SPG0031")]
    [InlineData("VectorInput(int.MaxValue), BlockDiagonal(int.MaxValue, Blocks = int.MaxValue)", "SPG0018")]
    [InlineData("TokenInput(int.MaxValue, 1), MixerBlock(1 << 30, 1 << 30, TokenMap = LinearMap.Monarch, Blocks = 1)", "SPG0012")]
    [InlineData("VectorInput(int.MaxValue), BlockDiagonal(int.MaxValue, Blocks = int.MaxValue, Shared = true)", "SPG0018")]
    [InlineData("TokenInput(2, 1 << 29), FeatureSum", "SPG0018")]
    [InlineData("TokenInput(1, int.MaxValue), BlockDiagonal(int.MaxValue, Blocks = int.MaxValue)", "SPG0018")]
    [InlineData("VectorInput(int.MaxValue), BlockDiagonal(4)", "SPG0018")]
    [InlineData("VectorInput(1 << 29), Activation(ActivationKind.Relu, Repeat = int.MaxValue)", "SPG0018")]
    [InlineData("TokenInput(6, 4), MixerBlock(3, 5, Repeat = 1000003)", "SPG0064")]
    [InlineData("TokenInput(6, 4), MixerBlock(3, 5, Repeat = int.MaxValue), MixerBlock(3, 5, Repeat = int.MaxValue)", "SPG0012")]
    [InlineData("VectorInput(1), Linear(1, Repeat = 60000000, Bias = false)", "SPG0064")]
    [InlineData("VectorInput(1), LayerNorm(Repeat = 1000000)", "SPG0064")]
    [InlineData("VectorInput(int.MaxValue), PermutedKronecker(1 << 30)", "SPG0040")]
    public void ADeclarationBeyondTheLimitsIsRefusedWhereItStands(string layers, string id)
    {
        var source = $"using SparseGen; {Good} [Model, {layers}] public sealed partial class Bad;";
        var result = new GeneratorHarness(source).Run();
        Assert.Contains(id, result.Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.All(result.Diagnostics, diagnostic => Assert.InRange(
            diagnostic.Location.SourceSpan.Start, source.IndexOf("[Model, " + layers, StringComparison.Ordinal), source.Length));
        Assert.Equal("Good.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void RoomOfAKernelIsRefusedWhereItDoesNotFit()
    {
        const string Source = "using SparseGen; [Model(HessianProducts = true), VectorInput(1 << 29), SparseLinear(1, 1)] public sealed partial class Bad;";
        var diagnostic = Assert.Single(new GeneratorHarness(Source).Run().Diagnostics);
        Assert.Equal("SPG0063", diagnostic.Id);
    }

    /// <summary>A model without products keeps all that it computes, and has no scratch in training; inference has.</summary>
    [Theory]
    [InlineData("VectorInput(2097152), Activation(ActivationKind.Relu)", 1)]
    [InlineData("TokenInput(65536, 1024), TokenMean", 1)]
    [InlineData("VectorInput(8192), Activation(ActivationKind.Relu)", 12)]
    [InlineData("VectorInput(64), Activation(ActivationKind.Relu)", 70)]
    [InlineData("VectorInput(16777216), SparseLinear(1, 0.001)", 1)]
    public void AChunkFitsTheCacheAlsoWhereThereAreNoProducts(string layers, int most)
    {
        var harness = new GeneratorHarness($"using SparseGen; [Model, {layers}] public sealed partial class Large;");
        var text = Assert.Single(harness.Run().GeneratedSources).SourceText.ToString();
        int chunk = int.Parse(Chunk().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(chunk, 1, most);
    }

    [Fact]
    public void AMessageHasTheNumbers()
    {
        const string Source = "using SparseGen; [Model, VectorInput(1200000000), FeatureSum] public sealed partial class Bad;";
        var diagnostic = Assert.Single(new GeneratorHarness(Source).Run().Diagnostics);
        Assert.Equal(
            "VectorInput needs 2400000032 numbers a sample (shape [1200000000], for what the backward pass reads), more than the 2147483511 that one buffer holds; make it smaller",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("VectorInput(1200000000)", Source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    /// <summary>These are large but possible, and constants of their code used to overflow.</summary>
    [Theory]
    [InlineData("TokenInput(65536, 1024), TokenMean")]
    [InlineData("TokenInput(1000000, 60), FeatureSum")]
    [InlineData("VectorInput(2097152), Activation(ActivationKind.Relu)")]
    [InlineData("VectorInput(1 << 28), DiagonalLinear")]
    [InlineData("VectorInput(1), Activation(ActivationKind.Relu, Repeat = 60000000)")]
    public void LargeSamplesCompile(string layers) =>
        new GeneratorHarness($"using SparseGen; [Model, {layers}] public sealed partial class Large;").CompileWithoutWarnings();

    [GeneratedRegex(@"int ICpuProgram\.ChunkSamples => (\d+);")]
    private static partial Regex Chunk();
}
