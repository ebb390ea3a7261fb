namespace SparseGen.Tests.Models;

/// <summary>The small Mixer of <c>Fixtures/make_timm_fixture.py</c>: 6 tokens of 20 channels, with timm's hidden widths C / 2 and 4 C.</summary>
[Model]
[ImageInput(height: 24, width: 16, channels: 3)]
[PatchEmbedding(patch: 8, features: 20)]
[MixerBlock(tokenHidden: 10, channelHidden: 80, Repeat = 3)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class TimmMixer;

/// <summary>The small gated Mixer of <c>Fixtures/make_timm_family_fixture.py</c>.</summary>
[Model]
[ImageInput(height: 24, width: 16, channels: 3)]
[PatchEmbedding(patch: 8, features: 12)]
[MixerBlock(tokenHidden: 12, channelHidden: 48, Gated = true, Activation = ActivationKind.Silu, Repeat = 2)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class TimmGMixer;

/// <summary>The small ResMLP of the same file.</summary>
[Model]
[ImageInput(height: 24, width: 16, channels: 3)]
[PatchEmbedding(patch: 8, features: 10)]
[ResMlpBlock(channelHidden: 40, Repeat = 2)]
[Affine, TokenMean, Linear(7)]
public sealed partial class TimmResMlp;

/// <summary>The small gMLP of the same file.</summary>
[Model]
[ImageInput(height: 24, width: 16, channels: 3)]
[PatchEmbedding(patch: 8, features: 9)]
[GMlpBlock(channelHidden: 54, Repeat = 2)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class TimmGMlp;

/// <summary>Mixer-B/16 with the classes of ImageNet-21k, as Google counts them.</summary>
[Model(Training = false)]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 768)]
[MixerBlock(tokenHidden: 384, channelHidden: 3072, Repeat = 12)]
[LayerNorm, TokenMean, Linear(21843)]
public sealed partial class MixerB16Of21843;

/// <summary>Mixer-B/16 with the classes of ImageNet-21k, as Alibaba's MIIL counts them.</summary>
[Model(Training = false)]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 768)]
[MixerBlock(tokenHidden: 384, channelHidden: 3072, Repeat = 12)]
[LayerNorm, TokenMean, Linear(11221)]
public sealed partial class MixerB16Of11221;

/// <summary>Mixer-L/16 with the classes of ImageNet-21k, as Google counts them.</summary>
[Model(Training = false)]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 1024)]
[MixerBlock(tokenHidden: 512, channelHidden: 4096, Repeat = 24)]
[LayerNorm, TokenMean, Linear(21843)]
public sealed partial class MixerL16Of21843;
