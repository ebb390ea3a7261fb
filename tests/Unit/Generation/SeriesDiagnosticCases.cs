using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse the layers of series.</summary>
internal static class SeriesDiagnosticCases
{
    private const string NeedsTokens =
        " mixes tokens and needs a shape [tokens, channels], but gets a vector of 9 features; place it before TokenMean or Flatten, or start from [TokenInput(tokens, channels)]";

    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "a normalisation that is not undone",
            "SPG0098",
            "TokenInput(9, 4), «ReversibleInstanceNorm», TokenLinear(3)",
            "ReversibleInstanceNorm is not closed: put UndoInstanceNorm behind it, in the same model or block"),
        Attributes(
            "an outer normalisation that is not undone",
            "SPG0098",
            "TokenInput(9, 4), «ReversibleInstanceNorm», ReversibleInstanceNorm(Affine = false, Name = \"inner\"), UndoInstanceNorm",
            "ReversibleInstanceNorm is not closed: put UndoInstanceNorm behind it, in the same model or block"),
        Attributes(
            "nothing to undo",
            "SPG0099",
            "TokenInput(9, 4), TokenLinear(3), «UndoInstanceNorm»",
            "UndoInstanceNorm has no ReversibleInstanceNorm to close: put that before it, in the same model or block, and close what stands between them first"),
        Attributes(
            "undone twice",
            "SPG0099",
            "TokenInput(9, 4), ReversibleInstanceNorm, UndoInstanceNorm, «UndoInstanceNorm»",
            "UndoInstanceNorm has no ReversibleInstanceNorm to close: put that before it, in the same model or block, and close what stands between them first"),
        Attributes(
            "other channels",
            "SPG0100",
            "TokenInput(9, 4), ReversibleInstanceNorm, Linear(3), «UndoInstanceNorm»",
            "UndoInstanceNorm gets [9, 3], 3 channels, but the ReversibleInstanceNorm before it knows mean and deviation of 4; let the layers between them end with 4 channels"),
        Attributes(
            "a repeated normalisation",
            "SPG0101",
            "TokenInput(9, 4), «ReversibleInstanceNorm(Repeat = 2)», UndoInstanceNorm",
            "ReversibleInstanceNorm has Repeat = 2; it opens or closes a part of the model, which it can only do once: remove Repeat"),
        Attributes(
            "a repeated way back",
            "SPG0101",
            "TokenInput(9, 4), ReversibleInstanceNorm, «UndoInstanceNorm(Repeat = 3)»",
            "UndoInstanceNorm has Repeat = 3; it opens or closes a part of the model, which it can only do once: remove Repeat"),
        Attributes(
            "channels that are not put back",
            "SPG0098",
            "TokenInput(9, 4), «ChannelsAsBatch», Linear(3)",
            "ChannelsAsBatch is not closed: put BatchAsChannels behind it, in the same model or block"),
        Attributes(
            "no channels to put back",
            "SPG0099",
            "VectorInput(9), «BatchAsChannels»",
            "BatchAsChannels has no ChannelsAsBatch to close: put that before it, in the same model or block, and close what stands between them first"),
        Attributes(
            "a way back across channels as samples",
            "SPG0099",
            "TokenInput(9, 4), ReversibleInstanceNorm, ChannelsAsBatch, Reshape(3, 3), «UndoInstanceNorm», BatchAsChannels",
            "UndoInstanceNorm has no ReversibleInstanceNorm to close: put that before it, in the same model or block, and close what stands between them first"),
        Attributes(
            "a normalisation of channels as samples",
            "SPG0102",
            "TokenInput(9, 4), ChannelsAsBatch, Reshape(3, 3), «ReversibleInstanceNorm», UndoInstanceNorm, BatchAsChannels",
            "ReversibleInstanceNorm cannot work on channels that are samples of their own, 4 times [3, 3]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "a Monarch map of the tokens of channels as samples",
            "SPG0102",
            "TokenInput(12, 4), ChannelsAsBatch, Reshape(4, 3), «MixerBlock(8, 6, TokenMap = LinearMap.Monarch, Blocks = 2)», BatchAsChannels",
            "MixerBlock cannot work on channels that are samples of their own, 4 times [4, 3]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "a random permutation of channels as samples",
            "SPG0102",
            "TokenInput(12, 4), ChannelsAsBatch, «PermutedKronecker(4, Before = Permutation.Random)», BatchAsChannels",
            "PermutedKronecker cannot work on channels that are samples of their own, 4 times [12]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "members of channels as samples",
            "SPG0102",
            "TokenInput(12, 4), ChannelsAsBatch, «BatchEnsemble(3, 6)», Flatten, BatchAsChannels",
            "BatchEnsemble cannot work on channels that are samples of their own, 4 times [12]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "a layer that mixes all numbers of a sample",
            "SPG0102",
            "TokenInput(9, 4), ChannelsAsBatch, Patches(3, 3), «Kronecker(2, 2)», BatchAsChannels",
            "Kronecker cannot work on channels that are samples of their own, 4 times [3, 3]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "channels as samples twice",
            "SPG0102",
            "TokenInput(9, 4), ChannelsAsBatch, Patches(3, 3), «ChannelsAsBatch», BatchAsChannels",
            "ChannelsAsBatch cannot work on channels that are samples of their own, 4 times [3, 3]; put BatchAsChannels before it, or use layers of rows and tokens"),
        Attributes(
            "repeated channels as samples",
            "SPG0101",
            "TokenInput(9, 4), «ChannelsAsBatch(Repeat = 2)», BatchAsChannels",
            "ChannelsAsBatch has Repeat = 2; it opens or closes a part of the model, which it can only do once: remove Repeat"),
        Attributes("channels of a vector as samples", "SPG0007", "VectorInput(9), «ChannelsAsBatch», BatchAsChannels", "ChannelsAsBatch" + NeedsTokens),
        Attributes(
            "patches that leave steps over",
            "SPG0103",
            "VectorInput(10), «Patches(4, 4)»",
            "Patches with length 4 and stride 4 does not fit 10 steps; the nearest numbers of steps that fit are 8 and 12"),
        Attributes(
            "a patch longer than the series",
            "SPG0103",
            "TokenInput(3, 2), «Patches(4, 2)»",
            "Patches with length 4 and stride 2 does not fit 3 steps; the nearest numbers of steps that fit are 4 and 6"),
        Attributes("patches of no length", "SPG0009", "VectorInput(10), «Patches(0, 4)»", "Patches has length = 0; it must be at least 1"),
        Attributes("patches without a stride", "SPG0009", "VectorInput(10), «Patches(4, 0)»", "Patches has stride = 0; it must be at least 1"),
        Attributes("a gated block without a width", "SPG0009", "TokenInput(9, 4), «GatedMixerBlock(0)»", "GatedMixerBlock has expansion = 0; it must be at least 1"),
        Attributes("a gated block on a vector", "SPG0007", "VectorInput(9), «GatedMixerBlock(2)»", "GatedMixerBlock" + NeedsTokens),
        Attributes("a normalisation of a vector", "SPG0007", "VectorInput(9), «ReversibleInstanceNorm», UndoInstanceNorm", "ReversibleInstanceNorm" + NeedsTokens),
        Attributes(
            "a normalisation without an epsilon",
            "SPG0014",
            "TokenInput(9, 4), «ReversibleInstanceNorm(Epsilon = 0)», UndoInstanceNorm",
            "ReversibleInstanceNorm has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a batch norm over the tokens of a vector", "SPG0007", "VectorInput(9), «BatchNorm(OverTokens = true)»", "BatchNorm" + NeedsTokens),
        Attributes(
            "a batch norm whose momentum is a percentage",
            "SPG0110",
            "VectorInput(9), «BatchNorm(Momentum = 10)»",
            "BatchNorm has Momentum = 10, the share of a batch's statistics that the running ones take; it must be between 0 and 1, such as 0.1"),
        Attributes(
            "a batch norm with a negative momentum",
            "SPG0110",
            "VectorInput(9), «BatchNorm(Momentum = -1)»",
            "BatchNorm has Momentum = -1, the share of a batch's statistics that the running ones take; it must be between 0 and 1, such as 0.1"),
        Attributes(
            "a batch norm without an epsilon",
            "SPG0014",
            "VectorInput(9), «BatchNorm(Epsilon = 0)»",
            "BatchNorm has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a norm over the tokens of a vector", "SPG0007", "VectorInput(9), «LayerNorm(OverTokens = true)»", "LayerNorm" + NeedsTokens),
    ];
}
