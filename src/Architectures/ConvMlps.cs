namespace SparseGen.Models;

// ConvMLP of Li et al. 2021 (arXiv 2109.04454): a tokenizer and a stage of convolutions with batch norm, then three stages of MLPs of the channels with depthwise
// convolutions between them. Names of tensors are those of the authors' code (SHI-Labs/Convolutional-MLPs). Rates of stochastic depth rise from 0 to 0.1 within a
// stage there; here all blocks of a stage have their mean.

/// <summary>A residual of ConvMLP's convolutions, of 64 channels and 128 within.</summary>
[Block]
[Convolution(128, kernel: 1, Bias = false, Name = "0"), BatchNorm(Name = "1"), Activation(ActivationKind.Relu)]
[Convolution(128, kernel: 3, padding: 1, Bias = false, Name = "3"), BatchNorm(Name = "4"), Activation(ActivationKind.Relu)]
[Convolution(64, kernel: 1, Bias = false, Name = "6"), BatchNorm(Name = "7"), Activation(ActivationKind.Relu)]
public sealed partial class ConvMlpConvolutions64;

/// <summary>A residual of ConvMLP's convolutions, of 96 channels and 192 within.</summary>
[Block]
[Convolution(192, kernel: 1, Bias = false, Name = "0"), BatchNorm(Name = "1"), Activation(ActivationKind.Relu)]
[Convolution(192, kernel: 3, padding: 1, Bias = false, Name = "3"), BatchNorm(Name = "4"), Activation(ActivationKind.Relu)]
[Convolution(96, kernel: 1, Bias = false, Name = "6"), BatchNorm(Name = "7"), Activation(ActivationKind.Relu)]
public sealed partial class ConvMlpConvolutions96;

/// <summary>ConvMLP-S for ImageNet: 9,022,920 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[Convolution(32, kernel: 3, stride: 2, padding: 1, Bias = false, Name = "tokenizer.block.0"), BatchNorm(Name = "tokenizer.block.1"), Activation(ActivationKind.Relu)]
[Convolution(32, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.3"), BatchNorm(Name = "tokenizer.block.4"), Activation(ActivationKind.Relu)]
[Convolution(64, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.6"), BatchNorm(Name = "tokenizer.block.7"), Activation(ActivationKind.Relu)]
[MaxPool(3, stride: 2, padding: 1)]
[Use<ConvMlpConvolutions64>(Residual = true, Repeat = 2, Name = "conv_stages.conv_blocks"), Convolution(128, kernel: 3, stride: 2, padding: 1, Name = "conv_stages.downsample")]
[ConvMlpBlock(channelHidden: 256, StochasticDepth = 0.05, Repeat = 2, Name = "stages.0.blocks")]
[Convolution(256, kernel: 3, stride: 2, padding: 1, Name = "stages.0.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 512, StochasticDepth = 0.05, Repeat = 4, Name = "stages.1.blocks")]
[Convolution(512, kernel: 3, stride: 2, padding: 1, Name = "stages.1.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 1024, StochasticDepth = 0.05, Repeat = 2, Name = "stages.2.blocks")]
[ImageTokens, LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(1000)]
public sealed partial class ConvMlpS;

/// <summary>ConvMLP-M for ImageNet: 17,410,504 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[Convolution(32, kernel: 3, stride: 2, padding: 1, Bias = false, Name = "tokenizer.block.0"), BatchNorm(Name = "tokenizer.block.1"), Activation(ActivationKind.Relu)]
[Convolution(32, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.3"), BatchNorm(Name = "tokenizer.block.4"), Activation(ActivationKind.Relu)]
[Convolution(64, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.6"), BatchNorm(Name = "tokenizer.block.7"), Activation(ActivationKind.Relu)]
[MaxPool(3, stride: 2, padding: 1)]
[Use<ConvMlpConvolutions64>(Residual = true, Repeat = 3, Name = "conv_stages.conv_blocks"), Convolution(128, kernel: 3, stride: 2, padding: 1, Name = "conv_stages.downsample")]
[ConvMlpBlock(channelHidden: 384, StochasticDepth = 0.05, Repeat = 3, Name = "stages.0.blocks")]
[Convolution(256, kernel: 3, stride: 2, padding: 1, Name = "stages.0.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 768, StochasticDepth = 0.05, Repeat = 6, Name = "stages.1.blocks")]
[Convolution(512, kernel: 3, stride: 2, padding: 1, Name = "stages.1.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 1536, StochasticDepth = 0.05, Repeat = 3, Name = "stages.2.blocks")]
[ImageTokens, LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(1000)]
public sealed partial class ConvMlpM;

/// <summary>ConvMLP-L for ImageNet: 42,728,440 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[Convolution(48, kernel: 3, stride: 2, padding: 1, Bias = false, Name = "tokenizer.block.0"), BatchNorm(Name = "tokenizer.block.1"), Activation(ActivationKind.Relu)]
[Convolution(48, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.3"), BatchNorm(Name = "tokenizer.block.4"), Activation(ActivationKind.Relu)]
[Convolution(96, kernel: 3, padding: 1, Bias = false, Name = "tokenizer.block.6"), BatchNorm(Name = "tokenizer.block.7"), Activation(ActivationKind.Relu)]
[MaxPool(3, stride: 2, padding: 1)]
[Use<ConvMlpConvolutions96>(Residual = true, Repeat = 3, Name = "conv_stages.conv_blocks"), Convolution(192, kernel: 3, stride: 2, padding: 1, Name = "conv_stages.downsample")]
[ConvMlpBlock(channelHidden: 576, StochasticDepth = 0.05, Repeat = 4, Name = "stages.0.blocks")]
[Convolution(384, kernel: 3, stride: 2, padding: 1, Name = "stages.0.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 1152, StochasticDepth = 0.05, Repeat = 8, Name = "stages.1.blocks")]
[Convolution(768, kernel: 3, stride: 2, padding: 1, Name = "stages.1.downsample_mlp.downsample")]
[ConvMlpBlock(channelHidden: 2304, StochasticDepth = 0.05, Repeat = 3, Name = "stages.2.blocks")]
[ImageTokens, LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(1000)]
public sealed partial class ConvMlpL;
