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
        Attributes(
            "a gate of an odd number",
            "SPG0033",
            "TokenInput(9, 15), «Gate»",
            "Gate takes halves of the last dimension, which has an odd size, 15; make it even, such as 14"),
        Attributes(
            "a gate of a single number",
            "SPG0033",
            "VectorInput(1), «Gate»",
            "Gate takes halves of the last dimension, which has an odd size, 1; make it even, such as 2"),
        Attributes(
            "a spatial gate of an odd number of channels",
            "SPG0033",
            "TokenInput(9, 15), «SpatialGate»",
            "SpatialGate takes halves of the last dimension, which has an odd size, 15; make it even, such as 14"),
        Attributes(
            "a gMLP block of an odd width",
            "SPG0033",
            "TokenInput(9, 8), «GMlpBlock(7)»",
            "GMlpBlock takes halves of channelHidden, which has an odd size, 7; make it even, such as 6"),
        Attributes(
            "a gated Mixer block with an odd width of tokens",
            "SPG0033",
            "TokenInput(9, 8), «MixerBlock(5, 6, Gated = true)»",
            "MixerBlock takes halves of tokenHidden, which has an odd size, 5; make it even, such as 4"),
        Attributes("a gate of an image", "SPG0017", "ImageInput(4, 6, 1), «Gate»", "Gate" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes("an affine map of an image", "SPG0017", "ImageInput(4, 6, 1), «Affine»", "Affine" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes("a layer scale of an image", "SPG0017", "ImageInput(4, 6, 1), «LayerScale(0.1)»", "LayerScale" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "a spatial gate of a vector",
            "SPG0007",
            "VectorInput(4), «SpatialGate»",
            "SpatialGate mixes tokens and needs a shape [tokens, channels], but gets a vector of 4 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        Attributes(
            "a spatial gate without an epsilon",
            "SPG0014",
            "TokenInput(9, 8), «SpatialGate(Epsilon = 0)»",
            "SpatialGate has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes("a ResMLP block without a hidden layer", "SPG0009", "TokenInput(9, 8), «ResMlpBlock(0)»", "ResMlpBlock has channelHidden = 0; it must be at least 1"),
        Attributes(
            "a layer scale that is no number",
            "SPG0037",
            "VectorInput(4), «LayerScale(double.NaN)»",
            "LayerScale has initial = NaN; it must be a finite number, such as 0.0001"),
        Attributes(
            "a layer scale beyond single precision",
            "SPG0037",
            "TokenInput(9, 8), «ResMlpBlock(4, LayerScale = 1e300)»",
            "ResMlpBlock has LayerScale = 1E+300; it must be a finite number, such as 0.0001"),
        new(
            "a product that changes the shape",
            "SPG0034",
            "using SparseGen; [Block, Linear(6)] public sealed partial class Narrow; [Model, VectorInput(8), «Use<Narrow>(Product = true)»] public sealed partial class Small;",
            "Use<Narrow> multiplies number by number, but its input gives the shape [8] and Narrow [6]; let both have the same"),
        new(
            "branches of different shapes",
            "SPG0034",
            "using SparseGen; [Block, Linear(6)] public sealed partial class Narrow; [Block, Linear(7)] public sealed partial class Wide; "
            + "[Model, VectorInput(8), «Product<Narrow, Wide>»] public sealed partial class Small;",
            "Product<Narrow, Wide> multiplies number by number, but Use<Narrow> gives the shape [6] and Use<Wide> [7]; let both have the same"),
        new(
            "a branch that is no block",
            "SPG0019",
            "using SparseGen; public sealed class Other; [Block, Linear(7)] public sealed partial class Wide; "
            + "[Model, VectorInput(8), «Product<Wide, Other>»] public sealed partial class Small;",
            "'Small' uses 'Other', which is not a block; mark 'Other' [Block], or name a class that is"),
        new(
            "a mistake within a branch",
            "SPG0007",
            "using SparseGen; [Block, «TokenMean»] public sealed partial class Mean; [Block, Linear(7)] public sealed partial class Wide; "
            + "[Model, VectorInput(8), Product<Wide, Mean>] public sealed partial class Small;",
            "TokenMean mixes tokens and needs a shape [tokens, channels], but gets a vector of 8 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        new(
            "a product and a residual",
            "SPG0036",
            "using SparseGen; [Block, Linear(8)] public sealed partial class Inner; [Model, VectorInput(8), «Use<Inner>(Residual = true, Product = true)»] "
            + "public sealed partial class Small;",
            "Use<Inner> has both Residual and Product; leave out one, or put one block into another: Use with Residual of a block that uses Inner with Product"),
    ];
}
