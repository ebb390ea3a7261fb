namespace SparseGen.Bench.Memory;

// A depthwise convolution between tokens, as it stands in ConvMLP's blocks: nothing is transposed.

[Model, TokenInput(784, 128), TokenImage(28, 28), DepthwiseConvolution(3, padding: 1, Bias = false), ImageTokens]
internal sealed partial class DepthwiseOfTokens;
