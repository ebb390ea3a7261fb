namespace SparseGen.Tests.Generation;

/// <summary>Which values lie as sparse products work on them.</summary>
public sealed class PackedLayoutTests
{
    private const string Chain = "[Model, VectorInput(8), SparseLinear(8, 0.5), Activation(ActivationKind.Gelu), SparseLinear(8, 0.5), Linear(3)]";

    [Fact]
    public void WhatIsBetweenSparseLayersIsNeitherUnpackedNorPacked()
    {
        Assert.Equal(0, Count(Chain, "ForwardTraining", "PackedValues"));

        // The first product finds the input row after row and leaves the other packed; the second leaves rows for the dense layer.
        (string first, string second) = (Kernel(Chain, "SparseMix8To8BiasGelu"), Kernel(Chain, "SparseMix8To8Bias"));
        Assert.Contains("PackedRows.Transpose(ref Unsafe.Add(ref input", first, StringComparison.Ordinal);
        Assert.Contains("ref float result = ref isWhole ? ref Unsafe.Add(ref output, at) : ref tile;", first, StringComparison.Ordinal);
        Assert.Contains("PackedValues.Find(ref Unsafe.Add(ref input", second, StringComparison.Ordinal);
        Assert.DoesNotContain("isWhole", second, StringComparison.Ordinal);
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

    private static int Count(string declaration, string pass, string call) => Body(Text(declaration), $"void {pass}Pass<").Split(call).Length - 1;

    private static string Kernel(string declaration, string name) => Body(Text(declaration), $"void {name}<");

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
}
