namespace SparseGen.Tests.Models;

/// <summary>Maps of the tokens alone, down to one.</summary>
[Model]
[TokenInput(tokens: 13, channels: 37)]
[TokenLinear(17), Activation(ActivationKind.Gelu), TokenLinear(17, Bias = false), TokenLinear(17, Name = "deep", Repeat = 2), TokenLinear(1)]
public sealed partial class OddTokens;

/// <summary>S-Mixer on tokens that come from outside.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(2)]
public sealed partial class SMixer;

/// <summary>S-Mixer whose first block changes the number of tokens, and blocks that keep it with a learned skip.</summary>
[Model]
[ImageInput(height: 10, width: 14, channels: 3)]
[PatchEmbedding(patch: 2, features: 37)]
[SMixerBlock(Tokens = 19), SMixerBlock(Repeat = 2, Activation = ActivationKind.Relu)]
[SMixerBlock(Tokens = 19, Repeat = 2, Epsilon = 1e-3f, Bias = false, Name = "swept")]
[LayerNorm, TokenMean, Linear(10)]
public sealed partial class SMixerWithTokens;

/// <summary>Kronecker layers that grow and shrink, so that either product comes first.</summary>
[Model]
[TokenInput(tokens: 13, channels: 37)]
[Kronecker(tokens: 19, channels: 11), Activation(ActivationKind.Gelu), Kronecker(3, 23), LayerNorm(Epsilon = 1e-3f)]
[Kronecker(17, 29, Bias = false, Name = "bare"), Kronecker(17, 29, Repeat = 2, Name = "stack"), LayerNorm(Epsilon = 1e-3f), Kronecker(1, 1, Name = "last")]
public sealed partial class KroneckerLayers;

/// <summary>The smallest Kronecker layer.</summary>
[Model]
[TokenInput(tokens: 1, channels: 1)]
[Kronecker(1, 1)]
public sealed partial class UnitKronecker;

/// <summary>Inverted bottlenecks between two linear maps, as in Scaling MLPs.</summary>
[Model]
[VectorInput(13)]
[Linear(7), BottleneckMlpBlock(4, Repeat = 2), BottleneckMlpBlock(1, Activation = ActivationKind.Relu, Epsilon = 1e-3f, Bias = false, Name = "thin"), Linear(3)]
public sealed partial class BottleneckMlp;

/// <summary>Both forms of the standard MLP.</summary>
[Model]
[VectorInput(13)]
[Linear(7), StandardMlpBlock(29), StandardMlpBlock(29, Repeat = 2, Activation = ActivationKind.Relu, ActivationLast = true)]
[StandardMlpBlock(5, Epsilon = 1e-3f, Bias = false, Name = "thin"), Linear(3)]
public sealed partial class StandardMlp;

/// <summary>The blocks for vectors on tokens.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[BottleneckMlpBlock(3), StandardMlpBlock(11), TokenMean, Linear(2)]
public sealed partial class TokenBottleneck;

/// <summary>Token mixing of a single channel: neighbouring tokens, not channels, lie side by side.</summary>
[Model]
[TokenInput(tokens: 17, channels: 1)]
[MixerBlock(5, 3, Epsilon = 0.25f), SMixerBlock(Epsilon = 0.25f, Name = "s"), TokenLinear(3)]
public sealed partial class SingleChannel;
