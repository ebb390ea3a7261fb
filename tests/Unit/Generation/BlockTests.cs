using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>Blocks composed by users.</summary>
public sealed partial class BlockTests
{
    private const string Parts = """
        using SparseGen;

        [Block]
        [LayerNorm, TokenLinear(32), Activation(ActivationKind.Gelu), TokenLinear(49)]
        internal sealed partial class TokenMixing;

        [Block]
        [LayerNorm, Linear(256), Activation(ActivationKind.Gelu), Linear(64)]
        internal sealed partial class ChannelMixing;

        [Block]
        [Use<TokenMixing>(Residual = true), Use<ChannelMixing>(Residual = true)]
        internal sealed partial class HandMixer;
        """;

    /// <summary>Kernels, passes and all places: whole texts, with the values of constants for their names.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AMixerBlockFromPrimitivesGivesTheProgramOfMixerBlock(int repeat)
    {
        var expected = Program($"MixerBlock(tokenHidden: 32, channelHidden: 256, Repeat = {repeat.ToString(CultureInfo.InvariantCulture)})");
        Assert.Equal(expected, Program($"Use<HandMixer>(Repeat = {repeat.ToString(CultureInfo.InvariantCulture)})"));
        Assert.Contains("GpuProgram", expected, StringComparison.Ordinal);
        Assert.NotEqual(expected, Program("MixerBlock(tokenHidden: 32, channelHidden: 256, Repeat = 3)"));
    }

    [Fact]
    public void TensorsAreCalledByTheirBlocks()
    {
        var text = Generate("Use<HandMixer>(Repeat = 2), Use<HandMixer>(Name = \"last\")");
        Assert.Contains("\"hand_mixer.{block}.token_mixing.fc1.weight\"", text, StringComparison.Ordinal);
        Assert.Contains("\"hand_mixer.{block}.channel_mixing.norm.bias\"", text, StringComparison.Ordinal);
        Assert.Contains("\"last.channel_mixing.fc2.weight\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ABlockOfAnotherAssemblyCanBeUsed()
    {
        var library = new GeneratorHarness(Parts.Replace("internal", "public", StringComparison.Ordinal)).Compilation;
        var harness = new GeneratorHarness(Model("Use<HandMixer>(Repeat = 2)"));
        harness.Reference(library);
        Assert.Equal(Generate("Use<HandMixer>(Repeat = 2)"), Assert.Single(harness.Run().GeneratedSources).SourceText.ToString());
    }

    [Fact]
    public void ACycleIsReportedInEveryBlockOfIt()
    {
        var result = new GeneratorHarness(
            "using SparseGen; [Block, LayerNorm, Use<Second>] public sealed partial class First;",
            "using SparseGen; [Block, Use<Third>] public sealed partial class Second;",
            "using SparseGen; [Block, Use<First>(Repeat = 2)] public sealed partial class Third;",
            "using SparseGen; [Block, Use<Second>] public sealed partial class Outside;",
            "using SparseGen; [Model, VectorInput(3), Use<Outside>, Use<Third>] public sealed partial class Small;").Run();
        Assert.Equal(
            [
                "Block 'First' would contain itself: First -> Second -> Third -> First; remove one of these uses",
                "Block 'Second' would contain itself: Second -> Third -> First -> Second; remove one of these uses",
                "Block 'Third' would contain itself: Third -> First -> Second -> Third; remove one of these uses",
            ],
            result.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void AMistakeOfABlockIsReportedOnceHoweverManyModelsUseIt()
    {
        var result = new GeneratorHarness(
            "using SparseGen; [Block] public sealed partial class Part;",
            "using SparseGen; [Model, VectorInput(3), Use<Part>] public sealed partial class One;",
            "using SparseGen; [Model, VectorInput(3), Use<Part>] public sealed partial class Two;").Run();
        Assert.Equal("SPG0022", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(result.GeneratedSources);
    }

    private static string Program(string blocks)
    {
        var text = Generate(blocks);
        text = Constant().Matches(text).Aggregate(
            text,
            (current, constant) => Regex.Replace(current, $@"\b{constant.Groups[1].Value}\b", constant.Groups[2].Value));

        // Lines end where names of other lengths let them.
        return Regex.Replace(text[text.IndexOf("struct CpuProgram", StringComparison.Ordinal)..], @"\s+", " ");
    }

    private static string Generate(string blocks)
    {
        var harness = new GeneratorHarness(Parts, Model(blocks));
        harness.CompileWithoutWarnings();
        return Assert.Single(harness.Run().GeneratedSources).SourceText.ToString();
    }

    private static string Model(string blocks) => $"""
        using SparseGen;

        [Model]
        [ImageInput(height: 28, width: 28, channels: 1)]
        [PatchEmbedding(patch: 4, features: 64)]
        [{blocks}]
        [LayerNorm, TokenMean, Linear(10)]
        internal sealed partial class Small;
        """;

    [GeneratedRegex(@"private const int (\w+) = (\d+);")]
    private static partial Regex Constant();
}
