using System.Globalization;

namespace SparseGen.Tests.Generation;

/// <summary>
/// What follows a product is fused to it, as far as kernels have operands: ten, and four streams of random bits.
/// </summary>
public sealed class LongEpilogueTests
{
    [Theory]
    [InlineData("Linear(8), {0}, Linear(2)", false)]
    [InlineData("Linear(8), {0}, Linear(2)", true)]
    [InlineData("SparseLinear(8, 0.5), {0}, SparseLinear(8, 0.5), Linear(2)", true)]
    [InlineData("BlockDiagonal(8), {0}, Monarch(8), Linear(2)", true)]
    public void AnyNumberOfActivationsCompiles(string layers, bool hessianProducts)
    {
        string steps = string.Join(", ", Enumerable.Repeat("Dropout(0.25), Activation(ActivationKind.Gelu)", 7));
        string model = hessianProducts ? "Model(HessianProducts = true)" : "Model";
        var harness = new GeneratorHarness(
            $"using SparseGen;\n\n[{model}, VectorInput(8), {string.Format(CultureInfo.InvariantCulture, layers, steps)}]\ninternal sealed partial class Long;\n");
        harness.CompileWithoutWarnings();
        string text = harness.Run().GeneratedSources.Single().SourceText.ToString();
        Assert.Contains("Noise1 = frame.NoiseAt(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Noise4 = ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Operand10 = ", text, StringComparison.Ordinal);
    }
}
