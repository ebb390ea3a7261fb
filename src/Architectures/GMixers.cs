namespace SparseGen.Models;

// timm's gated Mixers: MLP-Mixers (Tolstikhin et al. 2021, arXiv 2105.01601) whose MLPs have SwiGLU (Shazeer 2020, arXiv 2002.05202) in place of GELU, with hidden widths
// D_S = C and D_C = 4 C in front of the gate, for images of 224 x 224 pixels and the 1000 classes of ImageNet. timm's checkpoints load.

/// <summary>gMixer-12: 196 tokens of 384 channels, 12 blocks, 12,701,080 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 384)]
[MixerBlock(tokenHidden: 384, channelHidden: 1536, Gated = true, Activation = ActivationKind.Silu, Repeat = 12)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class GMixer12;

/// <summary>gMixer-24: 196 tokens of 384 channels, 24 blocks, 24,721,096 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 384)]
[MixerBlock(tokenHidden: 384, channelHidden: 1536, Gated = true, Activation = ActivationKind.Silu, Repeat = 24)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class GMixer24;
