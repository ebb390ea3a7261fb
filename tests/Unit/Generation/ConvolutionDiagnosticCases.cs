using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse the layers of images.</summary>
internal static class ConvolutionDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "a kernel larger than the image",
            "SPG0104",
            "ImageInput(4, 6, 3), «Convolution(8, 7, padding: 1)», GlobalAveragePool",
            "Convolution with a kernel of 7 and padding 1 does not fit the image of 4 x 6 pixels; a kernel of at most 6 does"),
        Attributes(
            "a window larger than the image",
            "SPG0104",
            "ImageInput(4, 6, 3), «MaxPool(5)», GlobalAveragePool",
            "MaxPool with a kernel of 5 and padding 0 does not fit the image of 4 x 6 pixels; a kernel of at most 4 does"),
        Attributes(
            "a kernel longer than the tokens",
            "SPG0104",
            "TokenInput(5, 3), «DepthwiseConvolution1d(6, true)»",
            "DepthwiseConvolution1d with a kernel of 6 and padding 5 does not fit the image of 1 x 5 pixels; a kernel of at most 5 does"),
        Attributes(
            "padding of a whole kernel",
            "SPG0105",
            "ImageInput(4, 6, 3), «DepthwiseConvolution(3, padding: 3)», GlobalAveragePool",
            "DepthwiseConvolution has padding 3 and a kernel of 3, which would see zeros alone at the edges; the largest padding for it is 2"),
        Attributes(
            "a pool that reaches too far",
            "SPG0105",
            "ImageInput(4, 6, 3), «AveragePool(3, 1, 2)», GlobalAveragePool",
            "AveragePool has padding 2 and a kernel of 3, which would see zeros alone at the edges; the largest padding for it is 1"),
        Attributes(
            "groups that divide nothing",
            "SPG0106",
            "ImageInput(4, 6, 6), «Convolution(9, 3, groups: 2)», GlobalAveragePool",
            "Convolution has 2 groups, which do not divide 6 channels and 9 filters; numbers that do: 1, 3"),
        Attributes(
            "tokens that are no square",
            "SPG0107",
            "TokenInput(6, 3), «TokenImage», GlobalAveragePool",
            "TokenImage with 2 x 2 pixels does not fit [6, 3], which has 6 tokens; heights and widths that do: 1 x 6, 2 x 3, 3 x 2, 6 x 1"),
        Attributes(
            "tokens that do not fill the image",
            "SPG0107",
            "TokenInput(6, 3), «TokenImage(2, 4)», GlobalAveragePool",
            "TokenImage with 2 x 4 pixels does not fit [6, 3], which has 6 tokens; heights and widths that do: 1 x 6, 2 x 3, 3 x 2, 6 x 1"),
        Attributes(
            "a convolution of tokens",
            "SPG0008",
            "TokenInput(6, 3), «Convolution(4, 3)»",
            "Convolution needs an image [channels, height, width], but gets the shape [6, 3]; start from [ImageInput(height, width, channels)]"),
        Attributes(
            "a stride of nothing",
            "SPG0009",
            "ImageInput(4, 6, 3), «Convolution(4, 3, 0)», GlobalAveragePool",
            "Convolution has stride = 0; it must be at least 1"),
        Attributes(
            "negative padding",
            "SPG0009",
            "ImageInput(4, 6, 3), «Convolution(4, 3, 1, -1)», GlobalAveragePool",
            "Convolution has padding = -1; it must be at least 1, or 0, the default, no zeros around the image"),
        Attributes(
            "softmax of an image",
            "SPG0017",
            "ImageInput(4, 6, 3), «Activation(ActivationKind.Softmax)», GlobalAveragePool",
            "Activation cannot take an image [3, 4, 6]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2), or [Flatten] to make it one vector"),
    ];
}
