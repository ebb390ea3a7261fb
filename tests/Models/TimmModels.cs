namespace SparseGen.Tests.Models;

/// <summary>The small Mixer of <c>Fixtures/make_timm_fixture.py</c>: 6 tokens of 20 channels, with timm's hidden widths C / 2 and 4 C.</summary>
[Model]
[ImageInput(height: 24, width: 16, channels: 3)]
[PatchEmbedding(patch: 8, features: 20)]
[MixerBlock(tokenHidden: 10, channelHidden: 80, Repeat = 3)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class TimmMixer;
