namespace SparseGen.Models;

/// <summary>
/// Mixer-S/16 with the convolutional stem of "Scaled ReLU matters for training Vision Transformers" (Wang et al. 2021, arXiv 2109.03810): a convolution of 7 by 7 pixels
/// with a stride of 2 and two of 3 by 3, each with batch norm and ReLU, 64 channels, and then patches of 8 by 8 of what they make in place of patches of 16 by 16 pixels.
/// </summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[Convolution(64, kernel: 7, stride: 2, padding: 3, Bias = false, Name = "stem.conv1"), BatchNorm(Name = "stem.bn1"), Activation(ActivationKind.Relu)]
[Convolution(64, kernel: 3, padding: 1, Bias = false, Name = "stem.conv2"), BatchNorm(Name = "stem.bn2"), Activation(ActivationKind.Relu)]
[Convolution(64, kernel: 3, padding: 1, Bias = false, Name = "stem.conv3"), BatchNorm(Name = "stem.bn3"), Activation(ActivationKind.Relu)]
[PatchEmbedding(patch: 8, features: 512)]
[MixerBlock(tokenHidden: 256, channelHidden: 2048, Repeat = 8)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class ScaledReluMixerS16;
