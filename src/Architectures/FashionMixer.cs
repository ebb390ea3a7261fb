namespace SparseGen.Models;

/// <summary>
/// An MLP-Mixer for 28x28 grey images in ten classes (Tolstikhin et al. 2021, arXiv 2105.01601): 49 tokens of 64 channels,
/// 4 blocks, 148,110 parameters. The generator writes the other half of this class.
/// </summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[PatchEmbedding(patch: 4, features: 64)]
[MixerBlock(tokenHidden: 32, channelHidden: 256, Repeat = 4)]
[LayerNorm, TokenMean, Linear(10)]
public sealed partial class FashionMixer;
