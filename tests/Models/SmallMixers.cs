namespace SparseGen.Tests.Models;

/// <summary>Small and prime throughout; the simulator can run it.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Activation = ActivationKind.SquaredRelu, Epsilon = 1e-5f)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class PrimeMixer;

/// <summary>Every extent is 1: each loop runs once and each row has no variance.</summary>
[Model]
[TokenInput(tokens: 1, channels: 1)]
[MixerBlock(tokenHidden: 1, channelHidden: 1)]
[LayerNorm(Epsilon = 0.25f), TokenMean, Linear(1)]
public sealed partial class UnitMixer;

/// <summary>Whole vectors and panels only.</summary>
[Model]
[TokenInput(tokens: 16, channels: 32)]
[MixerBlock(tokenHidden: 32, channelHidden: 64, Activation = ActivationKind.Relu, Repeat = 2)]
[LayerNorm, TokenMean, Linear(16)]
public sealed partial class RoundMixer;
