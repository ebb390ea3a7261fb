namespace SparseGen.Models;

/// <summary>
/// A small ConvMLP (Li et al. 2021, arXiv 2109.04454) for 28x28 grey images in ten classes: two convolutions and a pool make 49 tokens of 64 channels, on which two of its blocks
/// work. It has layer norms alone. The generator writes the other half of this class.
/// </summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[Convolution(32, kernel: 3, stride: 2, padding: 1), Activation(ActivationKind.Relu), Convolution(64, kernel: 3, padding: 1), Activation(ActivationKind.Relu), MaxPool(2)]
[ConvMlpBlock(channelHidden: 128, Repeat = 2)]
[ImageTokens, LayerNorm, TokenMean, Linear(10)]
public sealed partial class ConvMixer;

/// <summary>The same for 32x32 colour images in ten classes: 64 tokens of 96 channels, and behind a convolution with a stride 16 of 192.</summary>
[Model]
[ImageInput(height: 32, width: 32, channels: 3)]
[Convolution(48, kernel: 3, stride: 2, padding: 1), Activation(ActivationKind.Relu), Convolution(96, kernel: 3, padding: 1), Activation(ActivationKind.Relu), MaxPool(2)]
[ConvMlpBlock(channelHidden: 192, Repeat = 2), Convolution(192, kernel: 3, stride: 2, padding: 1, Name = "downsample"), ConvMlpBlock(channelHidden: 384, Repeat = 2)]
[ImageTokens, LayerNorm, TokenMean, Linear(10)]
public sealed partial class ConvMixer32;
