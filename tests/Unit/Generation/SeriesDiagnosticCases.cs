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
        Attributes("a normalisation of a vector", "SPG0007", "VectorInput(9), «ReversibleInstanceNorm», UndoInstanceNorm", "ReversibleInstanceNorm" + NeedsTokens),
        Attributes(
            "a normalisation without an epsilon",
            "SPG0014",
            "TokenInput(9, 4), «ReversibleInstanceNorm(Epsilon = 0)», UndoInstanceNorm",
            "ReversibleInstanceNorm has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a norm over the tokens of a vector", "SPG0007", "VectorInput(9), «LayerNorm(OverTokens = true)»", "LayerNorm" + NeedsTokens),
    ];
}
