namespace SparseGen.Tests.Compression;

/// <summary>A perceptron of odd sizes.</summary>
[Model]
[VectorInput(37)]
[Linear(53, Name = "first"), Activation(ActivationKind.Relu), Linear(40, Name = "second"), Activation(ActivationKind.Gelu), Linear(10, Name = "head")]
public sealed partial class OddPerceptron;

/// <summary>A Mixer: patches, maps of tokens and channels, norms, residuals, a mean.</summary>
[Model]
[ImageInput(height: 12, width: 8, channels: 2)]
[PatchEmbedding(patch: 4, features: 10)]
[MixerBlock(tokenHidden: 7, channelHidden: 22, Repeat = 2)]
[LayerNorm, TokenMean, Linear(5)]
public sealed partial class OddMixer;

/// <summary>Layers whose products are grouped, permuted, gated, sparse or scaled.</summary>
[Model]
[TokenInput(tokens: 6, channels: 8)]
[ResMlpBlock(channelHidden: 16)]
[PermutedKronecker(blockSize: 6)]
[GMlpBlock(channelHidden: 12)]
[Transpose]
[Flatten]
[Monarch(24, Blocks = 4), Activation(ActivationKind.SquaredRelu)]
[BlockDiagonal(12, Blocks = 3), Activation(ActivationKind.HardTanh)]
[SparseLinear(9, density: 0.5), Activation(ActivationKind.Softmax)]
[Linear(4)]
public sealed partial class LinearZoo;

/// <summary>
/// Convolutions, which stay exact, and the linear maps between them: with padding and without, strides, groups, one of a single pixel, depthwise ones along images and tokens,
/// pools, batch norms.
/// </summary>
[Model]
[ImageInput(height: 9, width: 12, channels: 3)]
[Convolution(12, kernel: 3, stride: 2, padding: 1), BatchNorm, Activation(ActivationKind.Relu), Convolution(34, kernel: 2, groups: 2, Bias = false, Name = "pairs")]
[MaxPool(2, stride: 1, padding: 1), DepthwiseConvolution(3, padding: 1), Convolution(9, kernel: 1, Name = "pixels"), AveragePool(2), Convolution(6, kernel: 2, Name = "last")]
[ImageTokens, DepthwiseConvolution1d(2, causal: true), LayerNorm, TokenMean, Linear(5)]
public sealed partial class ConvolutionZoo;

/// <summary>Categories in each token and in an input of its own, which comes in twice.</summary>
[Model]
[TokenInput(tokens: 3, channels: 3), Input("shop", 3)]
[Embedding(4, 6, Name = "days"), Join("shop"), Linear(9, Name = "fc1"), Activation(ActivationKind.Relu), Flatten, Join("shop"), Embedding(5, 7, 5, Name = "shops"), Linear(3)]
public sealed partial class PricedOrders;

/// <summary>A model with statistics of each instance, which compressed models do not compute.</summary>
[Model]
[TokenInput(tokens: 8, channels: 3)]
[ReversibleInstanceNorm, TokenLinear(5), UndoInstanceNorm]
public sealed partial class InstanceNormalised;

/// <summary>A layer that keeps the weights of a list; one for all copies of a block, one that asks what it is called.</summary>
[Model]
[VectorInput(6)]
[SparseLinear(4, density: 0.5, KeptList = nameof(Kept), Name = "listed")]
[SparseLinear(4, density: 0.25, KeptList = nameof(Lists.Of), ListType = typeof(Lists), Name = "named")]
public sealed partial class ListedMasks
{
    /// <summary>What the first layer keeps.</summary>
    internal static int[] Kept { get; set; } = [.. Enumerable.Range(0, 12).Select(static i => 2 * i)];
}

/// <summary>Lists in another class.</summary>
public static class Lists
{
    /// <summary>The last weights; the name and the number are those of the tensor.</summary>
    public static IEnumerable<int> Of(int count, string name) => name == "named.weight" && count == 4 ? [3, 6, 9, 12] : [];
}
