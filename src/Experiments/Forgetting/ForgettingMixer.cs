namespace SparseGen.Experiments;

/// <summary>A small MLP-Mixer for 28x28 grey images: 49 tokens of 32 channels, 2 blocks.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[MixerBlock(tokenHidden: 32, channelHidden: 128, Repeat = 2)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class ForgettingMixer;
