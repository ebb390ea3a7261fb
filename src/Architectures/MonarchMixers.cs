namespace SparseGen.Models;

// Mixers whose channel mixing has Monarch maps of four blocks in place of dense ones (Dao et al. 2022, arXiv 2204.00595, table 3); token mixing stays dense.

/// <summary>Monarch-Mixer-S/16: 196 tokens of 512 channels, 8 blocks, 6,993,928 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 512)]
[MixerBlock(tokenHidden: 256, channelHidden: 2048, ChannelMap = LinearMap.Monarch, Blocks = 4, Repeat = 8)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MonarchMixerS16;

/// <summary>Monarch-Mixer-B/16: 196 tokens of 768 channels, 12 blocks, 20,952,088 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 768)]
[MixerBlock(tokenHidden: 384, channelHidden: 3072, ChannelMap = LinearMap.Monarch, Blocks = 4, Repeat = 12)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class MonarchMixerB16;
