namespace SparseGen.Tests.Generation;

/// <summary>Where an activation and what is added behind it are one pass over the numbers, and where they are not.</summary>
public sealed class ActivationSumTests
{
    private const string Residual = "[Model, TokenInput(4, 6), SMixerBlock]";

    [Fact]
    public void TheResidualBehindAnActivationIsPartOfIt()
    {
        Assert.Contains("ActivationKernels.Sum<TSimd, TVector, Gelu>", Text(Residual), StringComparison.Ordinal);
        Assert.DoesNotContain("Elementwise.Add", Pass(Text(Residual), "Infer"), StringComparison.Ordinal);
    }

    /// <summary>In the epilogue of a product's kernel on a GPU too.</summary>
    [Fact]
    public void SoItIsOnAGpu() =>
        Assert.Contains("SimdScalar.Add(Activations.Gelu<SimdScalar, float>(", Text(Residual), StringComparison.Ordinal);

    [Fact]
    public void AnActivationThatNothingIsAddedToStaysOne() =>
        Assert.DoesNotContain("ActivationKernels.Sum", Text("[Model, TokenInput(4, 6), MixerBlock(3, 8)]"), StringComparison.Ordinal);

    private static string Text(string declaration)
    {
        var harness = new GeneratorHarness($"using SparseGen;\n\n{declaration}\ninternal sealed partial class Model1;");
        harness.CompileWithoutWarnings();
        return harness.Run().GeneratedSources.Single().SourceText.ToString();
    }

    private static string Pass(string text, string name)
    {
        var start = text.IndexOf($"void ICpuProgram.{name}<", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n            }", start, StringComparison.Ordinal)];
    }
}
