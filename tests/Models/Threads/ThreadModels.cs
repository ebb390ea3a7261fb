namespace SparseGen.Tests.Threads;

/// <summary>Products, an activation, a residual and a norm; small enough for the simulator.</summary>
[Model, TokenInput(4, 8), MixerBlock(tokenHidden: 6, channelHidden: 16), LayerNorm, TokenMean, Linear(5)]
public sealed partial class ThreadedMixer;

/// <summary>Large batches take long enough for calls to meet.</summary>
[Model, VectorInput(64), Linear(128), Activation(ActivationKind.Gelu), Linear(64)]
public sealed partial class ThreadedMlp;

/// <summary>
/// A sample is work enough for three workers, and has ops of all kinds: products whose tiles end raggedly, norms, a permutation, a sparse map and activations that stand alone.
/// </summary>
[Model, TokenInput(53, 67), MixerBlock(tokenHidden: 61, channelHidden: 259, Repeat = 2, Permutation = Permutation.Random)]
[SparseLinear(67, 0.3), Activation(ActivationKind.Gelu), Monarch(67), LayerNorm, MixerBlock(tokenHidden: 61, channelHidden: 259), LayerNorm, TokenMean, Linear(5)]
public sealed partial class SharedMixer;

/// <summary>The same of images: convolutions with norms on their tiles and zeros around, depthwise ones, pools.</summary>
[Model, ImageInput(height: 19, width: 21, channels: 5), Convolution(37, kernel: 3, padding: 1), BatchNorm, Activation(ActivationKind.Relu)]
[DepthwiseConvolution(3, padding: 1, Name = "deep"), MaxPool(3, stride: 2, padding: 1), Convolution(70, kernel: 3, padding: 1, Name = "wide"), BatchNorm(Name = "bn2")]
[ImageTokens, DepthwiseConvolution1d(5, causal: true), TokenImage(10, 11), AveragePool(2), GlobalAveragePool, Linear(5)]
public sealed partial class SharedConvolutions;

/// <summary>Sparse maps of single rows, enough of them for several workers, and a dense head.</summary>
[Model, VectorInput(1500), SparseMlpBlock(0.06, Repeat = 2), SparseLinear(700, 0.1), Activation(ActivationKind.Gelu), Linear(9)]
public sealed partial class SharedSparseMlp;

/// <summary>
/// Weights large enough for several of many workers to share the sum of their gradients: of tokens and of channels, one matrix and several; beside them small ones, which each
/// worker has of its own, of bias, norm and sparse map.
/// </summary>
[Model(HessianProducts = true), TokenInput(131, 130), MixerBlock(tokenHidden: 140, channelHidden: 257, Repeat = 2)]
[BlockDiagonal(260, Blocks = 2), BlockDiagonal(260, Blocks = 2, Shared = true), SparseLinear(129, 0.3)]
[Activation(ActivationKind.Gelu), LayerNorm, TokenMean, Linear(600), Activation(ActivationKind.Tanh), Linear(3)]
public sealed partial class SharedSums;
