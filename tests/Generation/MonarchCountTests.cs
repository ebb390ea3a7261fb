namespace SparseGen.Tests.Generation;

/// <summary>Sizes of the Monarch Mixers of Dao et al. 2022 (arXiv 2204.00595): 7.0M parameters and 1.5G, 20.9M and 5.0G.</summary>
public sealed class MonarchCountTests
{
    [Theory]
    [InlineData(512, 8, 6_993_928, 1.52)]
    [InlineData(768, 12, 20_952_088, 4.97)]
    public void CountsAreThoseOfThePaper(int channels, int blocks, int parameters, double gigaMacs)
    {
        var result = new GeneratorHarness($$"""
            using SparseGen;

            [Model]
            [ImageInput(224, 224, 3)]
            [PatchEmbedding(16, {{channels}})]
            [MixerBlock({{channels / 2}}, {{4 * channels}}, ChannelMap = LinearMap.Monarch, Blocks = 4, Repeat = {{blocks}})]
            [LayerNorm, TokenMean, Linear(1000)]
            public sealed partial class MonarchMixer;
            """).Run();
        Assert.Empty(result.Diagnostics);
        var text = result.GeneratedSources.Single().SourceText.ToString();
        Assert.Equal(parameters, Number(text, "ParameterCount = "));
        Assert.Equal(gigaMacs, Number(text, "Macs = ") / 1e9, 2);
    }

    private static long Number(string text, string before)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return long.Parse(text.AsSpan(start, text.IndexOf(',', start) - start), System.Globalization.CultureInfo.InvariantCulture);
    }
}
