namespace SparseGen.Models;

// The MLP-Mixers of Tolstikhin et al. 2021 (arXiv 2105.01601), table 1, for images of 224 x 224 pixels and the 1000 classes of ImageNet: hidden widths
// D_S = C / 2 and D_C = 4 C, both set by the channels and not by the tokens. Layer norm, GELU, biases and tensor names are timm's, so that timm's
// checkpoints load.

/// <summary>Mixer-S/32: 49 tokens of 512 channels, 8 blocks, 19,104,624 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 32, features: 512)]
[MixerBlock(tokenHidden: 256, channelHidden: 2048, Repeat = 8)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerS32;

/// <summary>Mixer-S/16: 196 tokens of 512 channels, 8 blocks, 18,528,264 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 512)]
[MixerBlock(tokenHidden: 256, channelHidden: 2048, Repeat = 8)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerS16;

/// <summary>Mixer-B/32: 49 tokens of 768 channels, 12 blocks, 60,293,428 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 32, features: 768)]
[MixerBlock(tokenHidden: 384, channelHidden: 3072, Repeat = 12)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerB32;

/// <summary>Mixer-B/16: 196 tokens of 768 channels, 12 blocks, 59,880,472 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 768)]
[MixerBlock(tokenHidden: 384, channelHidden: 3072, Repeat = 12)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerB16;

/// <summary>Mixer-L/32: 49 tokens of 1024 channels, 24 blocks, 206,939,264 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 32, features: 1024)]
[MixerBlock(tokenHidden: 512, channelHidden: 4096, Repeat = 24)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerL32;

/// <summary>Mixer-L/16: 196 tokens of 1024 channels, 24 blocks, 208,196,168 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 1024)]
[MixerBlock(tokenHidden: 512, channelHidden: 4096, Repeat = 24)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerL16;

/// <summary>Mixer-H/14: 256 tokens of 1280 channels, 32 blocks, 432,350,952 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 14, features: 1280)]
[MixerBlock(tokenHidden: 640, channelHidden: 5120, Repeat = 32)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MixerH14;
