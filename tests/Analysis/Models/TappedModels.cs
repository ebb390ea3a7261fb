namespace SparseGen.Tests.Analysis;

/// <summary>A Mixer whose activations and gradients are kept.</summary>
[Model(Taps = true)]
[ImageInput(height: 4, width: 6, channels: 1)]
[PatchEmbedding(patch: 2, features: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 7, Repeat = 3)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class TappedMixer;

/// <summary>The same without.</summary>
[Model]
[ImageInput(height: 4, width: 6, channels: 1)]
[PatchEmbedding(patch: 2, features: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 7, Repeat = 3)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class UntappedMixer;

/// <summary>Loops in a loop, sparse maps, a view, and passes for tangents.</summary>
[Model(Taps = true, HessianProducts = true)]
[VectorInput(12)]
[Use<TappedPair>(Repeat = 2), SparseLinear(9, 0.5, Name = "sparse"), Activation(ActivationKind.Gelu), Linear(4, Name = "last")]
public sealed partial class TappedLoops;

/// <summary>A loop of its own, then another layer.</summary>
[Block]
[Use<TappedStep>(Repeat = 2, Residual = true), Linear(12, Name = "after")]
public sealed partial class TappedPair;

/// <summary>A layer and an activation.</summary>
[Block]
[LayerNorm, Linear(12, Name = "map"), Activation(ActivationKind.Tanh)]
public sealed partial class TappedStep;

/// <summary>The same loops without taps.</summary>
[Model(HessianProducts = true)]
[VectorInput(12)]
[Use<TappedPair>(Repeat = 2), SparseLinear(9, 0.5, Name = "sparse"), Activation(ActivationKind.Gelu), Linear(4, Name = "last")]
public sealed partial class UntappedLoops;

/// <summary>A block of <see cref="TappedMixer"/> as a model of its own.</summary>
[Model]
[TokenInput(tokens: 6, channels: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 7)]
public sealed partial class MixerPart;

/// <summary>Patches of it.</summary>
[Model]
[ImageInput(height: 4, width: 6, channels: 1)]
[PatchEmbedding(patch: 2, features: 5)]
public sealed partial class StemPart;

/// <summary>A block of other sizes.</summary>
[Model]
[TokenInput(tokens: 6, channels: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 8)]
public sealed partial class WiderPart;

/// <summary>The tensors of a block, and another function of them.</summary>
[Model]
[TokenInput(tokens: 6, channels: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 7), Activation(ActivationKind.Tanh)]
public sealed partial class BentPart;

/// <summary>Patches and blocks, with tangents of the input.</summary>
[Model(Taps = true, HessianProducts = true)]
[ImageInput(height: 4, width: 6, channels: 1)]
[PatchEmbedding(patch: 2, features: 5)]
[MixerBlock(tokenHidden: 4, channelHidden: 7, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class MovedMixer;
