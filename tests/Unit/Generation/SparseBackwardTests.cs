using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>Where the two products of a sparse weight's backward pass are one op, and where they are not.</summary>
public sealed partial class SparseBackwardTests
{
    [Fact]
    public void BehindAnotherLayerBothGradientsAreComputedTogether() =>
        Assert.Equal(["SparseBackward6To6"], Kernels("[Model, VectorInput(6), SparseMlpBlock(0.5, Repeat = 2)]"));

    [Fact]
    public void TheFirstLayerHasTheGradientOfItsWeightApart() => Assert.Equal(
        ["SparseBackward4To8", "SparseGradient8To8", "SparseMix8To8"],
        Kernels("[Model, VectorInput(8), SparseLinear(8, 0.5), SparseLinear(4, 0.5)]"));

    [Fact]
    public void MapsOfTokensAndChannelsAreBothJoined() => Assert.Equal(
        ["SparseBackward2To3", "SparseBackward3To2", "SparseBackward5To7", "SparseBackward7To5"],
        Kernels("[Model, TokenInput(3, 5), MixerBlock(2, 7, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.5)]"));

    /// <summary>The kernels of sparse products that the backward pass calls, without what is fused to them.</summary>
    private static IEnumerable<string> Kernels(string declaration)
    {
        var harness = new GeneratorHarness($"using SparseGen;\n\n{declaration}\ninternal sealed partial class Model1;");
        harness.CompileWithoutWarnings();
        var text = harness.Run().GeneratedSources.Single().SourceText.ToString();
        var start = text.IndexOf("void ICpuProgram.Backward<", StringComparison.Ordinal);
        var pass = text[start..text.IndexOf("\n            }", start, StringComparison.Ordinal)];
        return pass.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Sparse", StringComparison.Ordinal))
            .Select(line => Sizes().Match(line).Value).Distinct().Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^Sparse[A-Za-z]*?[0-9]+To[0-9]+")]
    private static partial Regex Sizes();
}
