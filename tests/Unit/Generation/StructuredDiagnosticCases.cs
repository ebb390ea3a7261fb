using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse token maps, Kronecker layers, S-Mixer and the blocks of Scaling MLPs.</summary>
internal static class StructuredDiagnosticCases
{
    private const string NeedsTokens =
        " mixes tokens and needs a shape [tokens, channels], but gets a vector of 3 features; place it before TokenMean or Flatten, or start from [TokenInput(tokens, channels)]";

    public const string CannotTakeImage =
        " cannot take an image [1, 4, 6]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2), or [Flatten] to make it one vector";

    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes("a vector made a vector", "SPG0025", "VectorInput(3), «Flatten»", "Flatten gets a vector of 3 features already; remove it"),
        Attributes("the mean of tokens made a vector", "SPG0025", "TokenInput(3, 4), TokenMean, «Flatten»", "Flatten gets a vector of 4 features already; remove it"),
        Attributes(
            "repeated flattening",
            "SPG0011",
            "TokenInput(3, 4), «Flatten(Repeat = 2)»",
            "Flatten with Repeat = 2 turns [3, 4] into [12], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes("no tokens afterwards", "SPG0009", "TokenInput(3, 4), «TokenLinear(0)»", "TokenLinear has outputs = 0; it must be at least 1"),
        Attributes("a token map of a vector", "SPG0007", "VectorInput(3), «TokenLinear(2)»", "TokenLinear" + NeedsTokens),
        Attributes("a token map of an image", "SPG0017", "ImageInput(4, 6, 1), «TokenLinear(2)»", "TokenLinear" + CannotTakeImage),
        Attributes(
            "repeated token maps that change the shape",
            "SPG0011",
            "TokenInput(3, 4), «TokenLinear(2, Repeat = 2)»",
            "TokenLinear with Repeat = 2 turns [3, 4] into [2, 4], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes("a Kronecker layer without tokens", "SPG0009", "TokenInput(3, 4), «Kronecker(0, 5)»", "Kronecker has tokens = 0; it must be at least 1"),
        Attributes("a Kronecker layer without channels", "SPG0009", "TokenInput(3, 4), «Kronecker(5, -1)»", "Kronecker has channels = -1; it must be at least 1"),
        Attributes("a Kronecker layer on a vector", "SPG0007", "VectorInput(3), «Kronecker(2, 2)»", "Kronecker" + NeedsTokens),
        Attributes("a Kronecker layer on an image", "SPG0017", "ImageInput(4, 6, 1), «Kronecker(2, 2)»", "Kronecker" + CannotTakeImage),
        Attributes("an S-Mixer block on a vector", "SPG0007", "VectorInput(3), «SMixerBlock»", "SMixerBlock" + NeedsTokens),
        Attributes("an S-Mixer block on an image", "SPG0017", "ImageInput(4, 6, 1), «SMixerBlock»", "SMixerBlock" + CannotTakeImage),
        Attributes(
            "an S-Mixer block to no tokens",
            "SPG0009",
            "TokenInput(3, 4), «SMixerBlock(Tokens = -2)»",
            "SMixerBlock has Tokens = -2; it must be at least 1, or 0, the default, to keep the number of tokens"),
        Attributes(
            "an S-Mixer block without epsilon",
            "SPG0014",
            "TokenInput(3, 4), «SMixerBlock(Epsilon = 0)»",
            "SMixerBlock has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes(
            "repeated S-Mixer blocks that change the tokens",
            "SPG0011",
            "TokenInput(3, 4), «SMixerBlock(Tokens = 5, Repeat = 2)»",
            "SMixerBlock with Repeat = 2 turns [3, 4] into [5, 4], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes("a standard block of no width", "SPG0009", "VectorInput(3), «StandardMlpBlock(0)»", "StandardMlpBlock has width = 0; it must be at least 1"),
        Attributes(
            "a standard block without epsilon",
            "SPG0014",
            "VectorInput(3), «StandardMlpBlock(4, Epsilon = 0)»",
            "StandardMlpBlock has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a standard block on an image", "SPG0017", "ImageInput(4, 6, 1), «StandardMlpBlock(4)»", "StandardMlpBlock" + CannotTakeImage),
        Attributes("a bottleneck of no width", "SPG0009", "VectorInput(3), «BottleneckMlpBlock(0)»", "BottleneckMlpBlock has expansion = 0; it must be at least 1"),
        Attributes(
            "a bottleneck without epsilon",
            "SPG0014",
            "VectorInput(3), «BottleneckMlpBlock(Epsilon = 0)»",
            "BottleneckMlpBlock has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a bottleneck on an image", "SPG0017", "ImageInput(4, 6, 1), «BottleneckMlpBlock»", "BottleneckMlpBlock" + CannotTakeImage),
        Attributes(
            "a bottleneck that no array holds",
            "SPG0018",
            "VectorInput(65536), «BottleneckMlpBlock(65536)»",
            "BottleneckMlpBlock needs 4294967296 numbers a sample (shape [4294967296]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "a bottleneck of tokens that no array holds",
            "SPG0018",
            "TokenInput(65536, 64), «BottleneckMlpBlock(1024)»",
            "BottleneckMlpBlock needs 4294967296 numbers a sample (shape [65536, 65536]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "a diagonal that starts at zero",
            "SPG0090",
            "VectorInput(3), «DiagonalLinear(InitialScale = 0)»",
            "DiagonalLinear has InitialScale = 0; it must be a positive finite number, such as 0.1f (from 0 the gradient is zero and stays so)"),
        Attributes(
            "a diagonal that starts below zero",
            "SPG0090",
            "TokenInput(3, 4), «DiagonalLinear(InitialScale = -0.5f)»",
            "DiagonalLinear has InitialScale = -0.5; it must be a positive finite number, such as 0.1f (from 0 the gradient is zero and stays so)"),
        Attributes("a diagonal on an image", "SPG0017", "ImageInput(4, 6, 1), «DiagonalLinear»", "DiagonalLinear" + CannotTakeImage),
        Attributes("a sum of an image", "SPG0017", "ImageInput(4, 6, 1), «FeatureSum»", "FeatureSum" + CannotTakeImage),
        Attributes(
            "repeated sums",
            "SPG0011",
            "TokenInput(3, 4), «FeatureSum(Repeat = 2)»",
            "FeatureSum with Repeat = 2 turns [3, 4] into [3, 1], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "a sparse map without a density",
            "SPG0053",
            "TokenInput(3, 4), «MixerBlock(5, 6, ChannelMap = LinearMap.Sparse)»",
            "MixerBlock has ChannelMap = LinearMap.Sparse but no Density; set the share of the weights to keep, such as Density = 0.1"),
        Attributes(
            "a density without a sparse map",
            "SPG0054",
            "TokenInput(3, 4), «SMixerBlock(TokenMap = LinearMap.Monarch, Blocks = 2, Density = 0.25)»",
            "SMixerBlock sets Density = 0.25, but none of its maps is LinearMap.Sparse; set TokenMap or ChannelMap to it, or leave Density out"),
        Attributes(
            "blocks of sparse maps",
            "SPG0054",
            "TokenInput(3, 4), «SMixerBlock(TokenMap = LinearMap.Sparse, Density = 0.5, Blocks = 2)»",
            "SMixerBlock sets Blocks = 2, but none of its maps is LinearMap.Monarch; set TokenMap or ChannelMap to it, or leave Blocks out"),
        Attributes(
            "a seed of dense maps in order",
            "SPG0054",
            "TokenInput(3, 4), «MixerBlock(2, 2, Seed = 9)»",
            "MixerBlock sets Seed = 9, but none of its maps is LinearMap.Sparse and its Permutation is not Random; set TokenMap, ChannelMap or Permutation so, or leave Seed out"),
        Attributes(
            "a seed of Monarch maps in order",
            "SPG0054",
            "TokenInput(3, 4), «SMixerBlock(TokenMap = LinearMap.Monarch, Blocks = 2, Seed = 0)»",
            "SMixerBlock sets Seed = 0, but none of its maps is LinearMap.Sparse and its Permutation is not Random; set TokenMap, ChannelMap or Permutation so, or leave Seed out"),
        Attributes(
            "a seed of a PK layer without random permutations",
            "SPG0054",
            "TokenInput(3, 4), «PermutedKronecker(6, Before = Permutation.Commutation, Seed = 9)»",
            "PermutedKronecker sets Seed = 9, but neither Before nor After is random; set Before = Permutation.Random, or leave Seed out"),
        Attributes(
            "a seed that only the permutation before a PK layer would read",
            "SPG0054",
            "VectorInput(12), «PermutedKronecker(6, After = Permutation.InverseRandom, Seed = 9, AfterSeed = 7)»",
            "PermutedKronecker sets Seed = 9, but Before is not random and After has AfterSeed; set Before = Permutation.Random, or leave Seed out"),
        Attributes(
            "a seed of the permutation behind a PK layer that has none",
            "SPG0054",
            "VectorInput(12), «PermutedKronecker(6, Before = Permutation.Random, Seed = 9, AfterSeed = 7)»",
            "PermutedKronecker sets AfterSeed = 7, but After is not random; set After = Permutation.Random, or leave AfterSeed out"),
        Attributes(
            "a density above 1 in a Mixer block",
            "SPG0050",
            "TokenInput(3, 4), «MixerBlock(5, 6, TokenMap = LinearMap.Sparse, Density = 1.5)»",
            "MixerBlock has a density of 1.5; it must be above 0 and at most 1"),
        Attributes(
            "a density that keeps none of a block's weights",
            "SPG0051",
            "TokenInput(3, 4), «SMixerBlock(ChannelMap = LinearMap.Sparse, Density = 0.01)»",
            "SMixerBlock with a density of 0.01 keeps none of its 4 x 4 weights; the least density that keeps one is 0.032"),
        Attributes(
            "more blocks than tokens in an S-Mixer block",
            "SPG0031",
            "TokenInput(3, 4), «SMixerBlock(TokenMap = LinearMap.Monarch)»",
            "SMixerBlock has Blocks = 4, but maps 3 inputs to 3 outputs, so that some blocks would be empty; use at most 3 blocks"),
    ];
}
