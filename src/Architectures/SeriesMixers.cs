namespace SparseGen.Models;

// TSMixer in the sizes that sparsegen forecast takes: 96 steps in, the next 24 out. As TsMixer, but for series that are a thousand steps and not fifty thousand: no norm inside,
// since reversible instance normalisation has done it, fewer hidden features and less dropout.

/// <summary>Mixing over time, x + dropout(ReLU(W x + b)), for series of any size.</summary>
[Block, TokenLinear(LayerSize.Same, Name = "temporal_lin"), Activation(ActivationKind.Relu), Dropout(0.3, Name = "temporal_drop")]
public sealed partial class SeriesTimeMixing;

/// <summary>Mixing over channels, x + dropout(MLP(x)) with 16 hidden features, for series of any size.</summary>
[Block, Linear(16, Name = "feature_lin_1"), Activation(ActivationKind.Relu), Linear(LayerSize.Same, Name = "feature_lin_2"), Dropout(0.3, Name = "feature_drop")]
public sealed partial class SeriesFeatureMixing;

/// <summary>Both, each with its residual.</summary>
[Block, Use<SeriesTimeMixing>(Residual = true, Name = "temporal_mixer"), Use<SeriesFeatureMixing>(Residual = true, Name = "feature_mixer")]
public sealed partial class SeriesMixing;

/// <summary>96 steps of one channel in, the next 24 out.</summary>
[Model, TokenInput(tokens: 96, channels: 1)]
[ReversibleInstanceNorm(Name = "norm"), Use<SeriesMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(24, Name = "out"), UndoInstanceNorm]
public sealed partial class SeriesMixer1;

/// <summary>96 steps of four channels in, the next 24 out.</summary>
[Model, TokenInput(tokens: 96, channels: 4)]
[ReversibleInstanceNorm(Name = "norm"), Use<SeriesMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(24, Name = "out"), UndoInstanceNorm]
public sealed partial class SeriesMixer4;

/// <summary>96 steps of eight channels in, the next 24 out.</summary>
[Model, TokenInput(tokens: 96, channels: 8)]
[ReversibleInstanceNorm(Name = "norm"), Use<SeriesMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(24, Name = "out"), UndoInstanceNorm]
public sealed partial class SeriesMixer8;

/// <summary>96 steps of 32 channels in, the next 24 out.</summary>
[Model, TokenInput(tokens: 96, channels: 32)]
[ReversibleInstanceNorm(Name = "norm"), Use<SeriesMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(24, Name = "out"), UndoInstanceNorm]
public sealed partial class SeriesMixer32;

/// <summary>A linear map from 96 steps of a channel to the next 24, between reversible instance normalisation: what a Mixer of series has to be better than.</summary>
[Model, TokenInput(tokens: 96, channels: 1)]
[ReversibleInstanceNorm(Name = "norm"), TokenLinear(24, Name = "out"), UndoInstanceNorm]
public sealed partial class SeriesLinearMap;
