using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>Which values lie as sparse products work on them.</summary>
public sealed partial class PackedLayoutTests
{
    private const string Chain = "[Model, VectorInput(8), SparseLinear(8, 0.5), Activation(ActivationKind.Gelu), SparseLinear(8, 0.5), Linear(3)]";

    [Fact]
    public void WhatIsBetweenSparseLayersIsNeitherUnpackedNorPacked()
    {
        Assert.Equal(0, Count(Chain, "ForwardTraining", "PackedValues"));

        // The first product finds the input row after row and leaves the other packed; the second leaves rows for the dense layer.
        Assert.Equal((false, true), ArePacked("SparseMix8To8BiasGelu"));
        Assert.Equal((true, false), ArePacked("SparseMix8To8Bias"));
    }

    [Theory]
    [InlineData("LayerNorm")]
    [InlineData("Dropout(0.5)")]
    [InlineData("Linear(8)")]
    [InlineData("DiagonalLinear")]
    public void WhatALayerInBetweenNeedsRowAfterRowIsNotPacked(string layer) =>
        Assert.DoesNotContain("PackedValues", Text($"[Model, VectorInput(8), SparseLinear(8, 0.5), {layer}, SparseLinear(8, 0.5), Linear(3)]"), StringComparison.Ordinal);

    [Fact]
    public void ALoopPacksWhatComesInAndUnpacksWhatGoesOut()
    {
        const string Loop = "[Model, VectorInput(8), SparseLinear(8, 0.5, Repeat = 3)]";
        Assert.Equal((1, 1), (Count(Loop, "Infer", "PackedValues.Pack<"), Count(Loop, "Infer", "PackedValues.Unpack<")));
        Assert.Equal((1, 1), (Count(Loop, "ForwardTraining", "PackedValues.Pack<"), Count(Loop, "ForwardTraining", "PackedValues.Unpack<")));
        Assert.Equal((1, 1), (Count(Loop, "Backward", "PackedValues.Pack<"), Count(Loop, "Backward", "PackedValues.Unpack<")));
    }

    [Fact]
    public void TokenMapsWorkWhereTheyAre() =>
        Assert.DoesNotContain("PackedValues", Text("[Model, TokenInput(3, 5), MixerBlock(2, 7, TokenMap = LinearMap.Sparse, Density = 0.5)]"), StringComparison.Ordinal);

    private static int Count(string declaration, string pass, string call) => Body(Text(declaration), $"void ICpuProgram.{pass}<").Split(call).Length - 1;

    /// <summary>Whether what a sparse product of the chain reads lies packed, and what it computes.</summary>
    private static (bool Source, bool Target) ArePacked(string kernel)
    {
        string text = Text(Chain), call = text[text.IndexOf($"void {kernel}<", StringComparison.Ordinal)..];
        string shape = Shape().Match(call).Groups[1].Value;
        string fields = text[text.IndexOf($"SparseProductShape {shape} ", StringComparison.Ordinal)..];
        int target = fields.IndexOf("Target = ", StringComparison.Ordinal);
        return (IsPacked(fields[..target]), IsPacked(fields[target..fields.IndexOf("};", StringComparison.Ordinal)]));
    }

    private static bool IsPacked(string operand) => operand.Contains("isPacked: true", StringComparison.Ordinal);

    private static string Body(string text, string start)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"There is no {start}.");
        return text[from..text.IndexOf("\n            }", from, StringComparison.Ordinal)];
    }

    private static string Text(string declaration)
    {
        var harness = new GeneratorHarness($"using SparseGen;\n\n{declaration}\ninternal sealed partial class Model1;");
        harness.CompileWithoutWarnings();
        return harness.Run().GeneratedSources.Single().SourceText.ToString();
    }

    [GeneratedRegex(@"SparseProduct\.\w+<TSimd, TVector, \w+>\((\w+), ")]
    private static partial Regex Shape();
}
