namespace SparseGen.Tests.Models;

/// <summary>Every activation and every gradient of one is kept: in loops and out of them, of products that fuse with what follows, between sparse layers.</summary>
[Model(Taps = true)]
[ImageInput(height: 8, width: 6, channels: 2)]
[PatchEmbedding(patch: 2, features: 7)]
[MixerBlock(tokenHidden: 5, channelHidden: 11, Repeat = 3)]
[LayerNorm, TokenMean, SparseMlpBlock(0.4, Repeat = 2), Linear(3)]
public sealed partial class TappedMixer;
