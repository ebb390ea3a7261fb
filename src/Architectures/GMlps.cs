namespace SparseGen.Models;

// gMLP (Liu et al. 2021, Pay attention to MLPs, arXiv 2105.08050) for images of 224 x 224 pixels and the 1000 classes of ImageNet: 30 blocks with a hidden width of 6 C, half of
// which gates the other by a map of the tokens. timm's checkpoints load.

/// <summary>gMLP-Ti/16: 196 tokens of 128 channels, 30 blocks, 5,867,328 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 128)]
[GMlpBlock(channelHidden: 768, Repeat = 30)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class GMlpTi16;

/// <summary>gMLP-S/16: 196 tokens of 256 channels, 30 blocks, 19,422,656 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 256)]
[GMlpBlock(channelHidden: 1536, Repeat = 30)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class GMlpS16;

/// <summary>gMLP-B/16: 196 tokens of 512 channels, 30 blocks, 73,075,392 parameters.</summary>
[Model]
[ImageInput(height: 224, width: 224, channels: 3)]
[PatchEmbedding(patch: 16, features: 512)]
[GMlpBlock(channelHidden: 3072, Repeat = 30)]
[LayerNorm, TokenMean, Linear(1000)]
public sealed partial class GMlpB16;
