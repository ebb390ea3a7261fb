namespace SparseGen.Tests.Models;

/// <summary>35 tokens of 37 features, hidden 19 and 53: nothing divides a vector, a panel or a tile.</summary>
[Model]
[ImageInput(height: 10, width: 14, channels: 3)]
[PatchEmbedding(patch: 2, features: 37)]
[MixerBlock(tokenHidden: 19, channelHidden: 53)]
[LayerNorm, TokenMean, Linear(10)]
public sealed partial class OddMixer;

/// <summary>Two blocks on tokens that come from outside.</summary>
[Model]
[TokenInput(tokens: 35, channels: 37)]
[MixerBlock(tokenHidden: 19, channelHidden: 53, Repeat = 2)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class StackedMixer;

/// <summary>No biases anywhere but in the blocks' layer norms, and the tanh form of GELU.</summary>
[Model]
[TokenInput(tokens: 35, channels: 37)]
[MixerBlock(tokenHidden: 19, channelHidden: 53, Activation = ActivationKind.GeluTanh, Bias = false, Repeat = 3)]
[LayerNorm(Bias = false), TokenMean, Linear(10, Bias = false)]
public sealed partial class PlainMixer;

/// <summary>Two stacks of blocks with different channels, one with a name of its own, and a bare linear map of every token between them.</summary>
[Model]
[ImageInput(height: 12, width: 8, channels: 1)]
[PatchEmbedding(patch: 4, features: 13, Bias = false)]
[MixerBlock(tokenHidden: 9, channelHidden: 17, Name = "wide", Repeat = 2)]
[Linear(11, Name = "reduce")]
[MixerBlock(tokenHidden: 5, channelHidden: 23, Activation = ActivationKind.GeluTanh)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class TwoStageMixer;
