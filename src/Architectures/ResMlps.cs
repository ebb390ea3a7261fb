namespace SparseGen.Models;

// ResMLP (Touvron et al. 2021, arXiv 2105.03404) for images of 224 x 224 pixels and the 1000 classes of ImageNet: affine maps where others normalise, one linear map over the
// tokens, layer scale that starts the smaller the deeper a network is. timm's checkpoints load, and Facebook's own files, whose names are others.

/// <summary>ResMLP-12: 196 tokens of 384 channels, 12 blocks, 15,350,872 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 384)]
[ResMlpBlock(channelHidden: 1536, LayerScale = 1e-4, Repeat = 12)]
[Affine, TokenMean, Linear(1000)]
public sealed partial class ResMlp12;

/// <summary>ResMLP-24: 196 tokens of 384 channels, 24 blocks, 30,020,680 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 384)]
[ResMlpBlock(channelHidden: 1536, LayerScale = 1e-5, Repeat = 24)]
[Affine, TokenMean, Linear(1000)]
public sealed partial class ResMlp24;

/// <summary>ResMLP-36: 196 tokens of 384 channels, 36 blocks, 44,690,488 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 384)]
[ResMlpBlock(channelHidden: 1536, LayerScale = 1e-6, Repeat = 36)]
[Affine, TokenMean, Linear(1000)]
public sealed partial class ResMlp36;

/// <summary>ResMLP-B-24: 784 tokens of 768 channels, 24 blocks, 129,138,280 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 8, features: 768)]
[ResMlpBlock(channelHidden: 3072, LayerScale = 1e-6, Repeat = 24)]
[Affine, TokenMean, Linear(1000)]
public sealed partial class ResMlpBig24;
