using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse gates, products of branches and layers that only change the shape.</summary>
internal static class GateDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "more numbers than there are",
            "SPG0032",
            "TokenInput(8, 12), «Reshape(16, 8)»",
            "Reshape asks for 16 tokens of 8 channels, 128 numbers, but gets the shape [8, 12] with 96; nearest that fit: [16, 6], [12, 8]"),
        Attributes(
            "channels beyond all numbers",
            "SPG0032",
            "VectorInput(7), «Reshape(1, 2147483647)»",
            "Reshape asks for 1 tokens of 2147483647 channels, 2147483647 numbers, but gets the shape [7] with 7; nearest that fit: [1, 7]"),
        Attributes(
            "tokens and channels that no long multiplies to what an image has",
            "SPG0032",
            "ImageInput(4, 6, 2), «Reshape(2147483647, 5)»",
            "Reshape asks for 2147483647 tokens of 5 channels, 10737418235 numbers, but gets the shape [2, 4, 6] with 48; nearest that fit: [12, 4], [8, 6]"),
        Attributes("a reshape to no tokens", "SPG0009", "VectorInput(7), «Reshape(0, 7)»", "Reshape has tokens = 0; it must be at least 1"),
        Attributes("a reshape to fewer than no channels", "SPG0009", "VectorInput(7), «Reshape(7, -1)»", "Reshape has channels = -1; it must be at least 1"),
        Attributes(
            "repeated reshapes",
            "SPG0011",
            "TokenInput(8, 12), «Reshape(6, 16, Repeat = 2)»",
            "Reshape with Repeat = 2 turns [8, 12] into [6, 16], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "a transposed vector",
            "SPG0007",
            "VectorInput(3), «Transpose»",
            "Transpose mixes tokens and needs a shape [tokens, channels], but gets a vector of 3 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        Attributes("a transposed image", "SPG0017", "ImageInput(4, 6, 1), «Transpose»", "Transpose" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes("a softmax of an image", "SPG0017", "ImageInput(4, 6, 1), «Activation(ActivationKind.Softmax)»", "Activation" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes("a softmax gate of an image", "SPG0017", "ImageInput(4, 6, 1), «SoftmaxGate»", "SoftmaxGate" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "a softmax between maps of tokens",
            "SPG0035",
            "TokenInput(9, 8), «MixerBlock(7, 6, Activation = ActivationKind.Softmax)»",
            "MixerBlock has Activation = Softmax, which is taken over the last dimension, and half of its maps are those of tokens; "
            + "write the block by hand, with Transpose and Activation(ActivationKind.Softmax) in a [Block]"),
        Attributes(
            "a softmax behind maps of tokens",
            "SPG0035",
            "TokenInput(9, 8), «SMixerBlock(Activation = ActivationKind.Softmax)»",
            "SMixerBlock has Activation = Softmax, which is taken over the last dimension, and half of its maps are those of tokens; "
            + "write the block by hand, with Transpose and Activation(ActivationKind.Softmax) in a [Block]"),
        Attributes(
            "a softmax of permuted numbers",
            "SPG0035",
            "TokenInput(9, 8), «PermutedKronecker(4, Activation = ActivationKind.Softmax)»",
            "PermutedKronecker has Activation = Softmax, which is taken over the last dimension, and its blocks are not that dimension; "
            + "set Activation = ActivationKind.None, and put Activation(ActivationKind.Softmax) behind it"),
    ];
}
