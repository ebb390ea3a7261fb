namespace SparseGen.Tests.Models;

/// <summary>A residual of convolutions, for six channels.</summary>
[Block]
[Convolution(6, kernel: 3, padding: 1, Bias = false), Activation(ActivationKind.Gelu), DepthwiseConvolution(3, padding: 1)]
public sealed partial class ConvolvedPart;

/// <summary>
/// Every layer of images and their way to tokens and back: groups, strides whose last rows are left out, loops whose values are images and loops whose values are
/// tokens.
/// </summary>
[Model(HessianProducts = true)]
[ImageInput(height: 10, width: 8, channels: 3)]
[Convolution(6, kernel: 3, stride: 2, padding: 1, groups: 3), Activation(ActivationKind.Tanh), Use<ConvolvedPart>(Residual = true, Repeat = 2, Name = "parts")]
[MaxPool(2, stride: 1), Convolution(8, kernel: 2, groups: 2, Name = "pairs"), AveragePool(2, stride: 1, padding: 1), ImageTokens]
[DepthwiseConvolution1d(3, causal: true), Use<TokenPart>(Residual = true, Repeat = 2, Name = "tokens")]
[TokenImage(4, 3), DepthwiseConvolution(2, stride: 2, padding: 1, Bias = false, Name = "last"), GlobalAveragePool, Linear(3)]
public sealed partial class CurvedConvolutions;

/// <summary>A part whose values are tokens, so that no image is transposed in a loop over it.</summary>
[Block]
[LayerNorm(Epsilon = 0.01f), TokenImage(4, 3), DepthwiseConvolution(3, padding: 1), ImageTokens, DepthwiseConvolution1d(2, Bias = false)]
public sealed partial class TokenPart;

/// <summary>Kernels of more channels than a panel has, some of which fill panels and some of which do not, and one that is a linear map of the pixels.</summary>
[Model]
[ImageInput(height: 9, width: 17, channels: 5)]
[Convolution(64, kernel: 3, padding: 1), Activation(ActivationKind.Relu), Convolution(37, kernel: 3, stride: 2, padding: 1), Activation(ActivationKind.Gelu)]
[DepthwiseConvolution(5, stride: 2, padding: 2), Convolution(35, kernel: 1), MaxPool(3, stride: 2, padding: 1), GlobalAveragePool, Linear(10)]
public sealed partial class OddConvolutions;

/// <summary>Groups of more channels than a panel has, a residual outside of a loop, and patches at the end.</summary>
[Model]
[ImageInput(height: 6, width: 4, channels: 1)]
[Convolution(66, kernel: 3, padding: 1, Name = "first"), Convolution(66, kernel: 3, padding: 1, groups: 2, Name = "second")]
[Use<ConvolvedResidual>(Residual = true, Name = "around")]
[PatchEmbedding(patch: 2, features: 7), TokenMean, Linear(3)]
public sealed partial class GroupedConvolutions;

/// <summary>The block of ConvMLP in a loop, which carries pixels and no image, with noise, behind convolutions in one.</summary>
[Model(HessianProducts = true)]
[ImageInput(height: 5, width: 3, channels: 2)]
[Convolution(6, kernel: 3, padding: 1, Name = "stem"), Use<ConvolvedPart>(Repeat = 2, Name = "parts")]
[ConvMlpBlock(channelHidden: 7, Epsilon = 0.25f, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2)]
[ConvMlpBlock(channelHidden: 5, Bias = false, Epsilon = 0.25f, Activation = ActivationKind.Tanh)]
[ImageTokens, LayerNorm(Epsilon = 0.25f), TokenMean, Linear(3)]
public sealed partial class CurvedConvMlp;

/// <summary>Two convolutions of as many channels.</summary>
[Block]
[Convolution(66, kernel: 1, Name = "narrow"), Activation(ActivationKind.Relu), DepthwiseConvolution(3, padding: 1, Name = "wide")]
public sealed partial class ConvolvedResidual;
