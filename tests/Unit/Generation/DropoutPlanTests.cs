using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>What dropout costs: nothing in inference, and no pass of its own where a product can take it along.</summary>
public sealed class DropoutPlanTests
{
    /// <summary>Vectors lie along channels, or along tokens where channels are few.</summary>
    private const int ManyChannels = 21, FewChannels = 5;

    private const string With = """
        Dropout(0.25), MixerBlock(3, 11, Repeat = 2, Dropout = 0.375, StochasticDepth = 0.25),
        Use<Gate>(Repeat = 2, Residual = true, StochasticDepth = 0.5), LayerNorm, TokenMean, Linear(3, Name = "head"), Dropout(0.5)
        """;

    private const string Without = """
        MixerBlock(3, 11, Repeat = 2), Use<Gate>(Repeat = 2, Residual = true), LayerNorm, TokenMean, Linear(3, Name = "head")
        """;

    [Theory]
    [InlineData(ManyChannels, "void ICpuProgram.Infer<TSimd", "static void ICpuProgram.ForwardTraining")]
    [InlineData(ManyChannels, "void IGpuProgram.Infer(", "void IGpuProgram.ForwardTraining")]
    [InlineData(FewChannels, "void ICpuProgram.Infer<TSimd", "static void ICpuProgram.ForwardTraining")]
    [InlineData(FewChannels, "void IGpuProgram.Infer(", "void IGpuProgram.ForwardTraining")]
    public void InferenceIsThatOfTheModelWithoutDropout(int channels, string start, string end)
    {
        string Infer(string attributes, string gate)
        {
            string text = Generate(channels, attributes, gate);
            int from = text.IndexOf(start, StringComparison.Ordinal);
            return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
        }

        Assert.Equal(Infer(Without, "LayerNorm, Linear(C)"), Infer(With, "LayerNorm, Dropout(0.125), Linear(C), Dropout(0.125)"));
    }

    [Fact]
    public void ARateOfZeroIsNoDropout() => Assert.Equal(
        Generate(ManyChannels, Without, "LayerNorm, Linear(C)"),
        Generate(
            ManyChannels,
            """
            MixerBlock(3, 11, Repeat = 2, Dropout = 0, StochasticDepth = 0), Use<Gate>(Repeat = 2, Residual = true, StochasticDepth = 0),
            LayerNorm, TokenMean, Linear(3, Name = "head")
            """,
            "LayerNorm, Linear(C)"));

    [Fact]
    public void ProductsTakeDropoutAlong()
    {
        string text = Generate(ManyChannels, With, "LayerNorm, Linear(C)");
        Assert.Contains("MixChannels21To11BiasSavedGeluDropout<TSimd, TVector>(", text, StringComparison.Ordinal);
        Assert.Contains("MixTokens3To7BiasDropoutSampleDropoutAdd<TSimd, TVector>(", text, StringComparison.Ordinal);
        Assert.Contains("MixChannels21To3BiasDropout<TSimd, TVector>(", text, StringComparison.Ordinal);

        // The gradient of what was dropped, the derivative of the activation, and what the second map's weights need, in one go.
        Assert.Contains("MixChannels21To11DropoutGeluGradientAndValueDropout<TSimd, TVector>(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void RepetitionsHaveNumbersHoweverTheyAreDeclared()
    {
        string[] Streams(string blocks) =>
        [
            .. Regex.Matches(Generate(ManyChannels, $"{blocks}, TokenMean", "LayerNorm"), @"frame\.NoiseAt\((Noise[^;]*?\))(?:, \d+\)|\),|\)\))")
                .Select(m => m.Groups[1].Value).Distinct(),
        ];
        Assert.Contains(Streams("MixerBlock(3, 11, Repeat = 2, StochasticDepth = 0.25)"), s => s.EndsWith(", block)", StringComparison.Ordinal));
        Assert.Contains(
            Streams("MixerBlock(3, 11), MixerBlock(3, 11, Repeat = 2, StochasticDepth = 0.25)"), s => s.EndsWith(", 1 + block)", StringComparison.Ordinal));
        string hash = Streams("MixerBlock(3, 11, StochasticDepth = 0.25)")[0];
        Assert.EndsWith(", 0)", hash, StringComparison.Ordinal);
        Assert.Contains(hash.Replace(", 0)", ", block)", StringComparison.Ordinal), Streams("MixerBlock(3, 11, Repeat = 2, StochasticDepth = 0.25)"));
    }

    private static string Generate(int channels, string attributes, string gate)
    {
        string block = gate.Replace("Linear(C)", $"Linear({channels})", StringComparison.Ordinal);
        var harness = new GeneratorHarness(
            $"using SparseGen;\n\n[Block, {block}]\ninternal sealed partial class Gate;\n\n"
            + $"[Model, TokenInput(7, {channels}), {attributes}]\ninternal sealed partial class Small;\n");
        harness.CompileWithoutWarnings();
        return harness.Run().GeneratedSources.Single().SourceText.ToString();
    }
}
