namespace SparseGen.Tests.Generation;

/// <summary>Which models share one sample out to several workers, and how their inference says so.</summary>
public sealed class SampleSharingTests
{
    /// <summary>64 products of 49 tokens and 256 features are 205 million multiply-accumulates, in a loop.</summary>
    private const string Large = "TokenInput(49, 256), Linear(256, Repeat = 64), Activation(ActivationKind.Gelu), SparseLinear(256, 0.1), LayerNorm, Flatten, FeatureSum";

    private const string Small = "TokenInput(49, 64), Linear(64), LayerNorm";

    [Fact]
    public void AWorkerForSoMuchWork()
    {
        Assert.Contains("static int ICpuProgram.WorkersOfSample => 20;", Text(Large), StringComparison.Ordinal);
        Assert.DoesNotContain("WorkersOfSample", Text(Small), StringComparison.Ordinal);
        Assert.DoesNotContain("frame.Share", Text(Small), StringComparison.Ordinal);
    }

    /// <summary>Products, sparse ones too, and norms are shared out; a copy, an activation and a sum are one worker's. A view is nobody's.</summary>
    [Fact]
    public void OnlyInferenceIsSharedOut()
    {
        string text = Text(Large);
        int inference = text.IndexOf("ICpuProgram.Infer<", StringComparison.Ordinal), training = text.IndexOf("ICpuProgram.ForwardTraining<", StringComparison.Ordinal);
        string pass = text[inference..training];
        Assert.Contains("Share = ref frame.Share", pass, StringComparison.Ordinal);
        Assert.Contains("f, ref frame.Share);", pass, StringComparison.Ordinal);
        Assert.Equal(3, pass.Split("while (frame.Share.Take())").Length - 1);
        Assert.DoesNotContain("frame.Share", text[..inference] + text[training..], StringComparison.Ordinal);
    }

    /// <summary>A tile or pack of rows costs little more than one of them, so that workers share out the weights as long as it is not full.</summary>
    [Theory]
    [InlineData("VectorInput(300), SparseLinear(200, 0.1), Linear(10)", true)]
    [InlineData("VectorInput(300), Linear(20), Linear(1300)", true)]
    [InlineData("VectorInput(300), Linear(20), Linear(1000)", false)]
    [InlineData("TokenInput(30, 40), SparseLinear(200, 0.1), Flatten, Linear(10)", false)]
    [InlineData("TokenInput(30, 40), Linear(50), TokenMean, Linear(10)", false)]
    public void VectorsAreSharedOutTogether(string layers, bool isTogether)
    {
        string text = Text(layers);
        Assert.Equal(isTogether, text.Contains("static int ICpuProgram.SamplesTogether => 16;", StringComparison.Ordinal));
        Assert.Equal(isTogether, text.Contains("Share = ref frame.Share", StringComparison.Ordinal));
    }

    /// <summary>A model without products is work too, and its batches are shared out: 64 x 64 numbers of a norm and as many of an activation.</summary>
    [Fact]
    public void WhatIsNoProductIsWork() =>
        Assert.Contains("static long ICpuProgram.SampleWork => 131072;", Text("TokenInput(64, 64), LayerNorm, Activation(ActivationKind.Gelu)"), StringComparison.Ordinal);

    private static string Text(string layers)
    {
        var harness = new GeneratorHarness($"using SparseGen;\n\n[Model, {layers}]\ninternal sealed partial class Model1;");
        harness.CompileWithoutWarnings();
        return harness.Run().GeneratedSources.Single().SourceText.ToString();
    }
}
