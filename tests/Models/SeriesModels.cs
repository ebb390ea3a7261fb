namespace SparseGen.Tests.Models;

/// <summary>A linear map over time between the two ways of a normalisation with weights.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 19, channels: 7)]
[ReversibleInstanceNorm, TokenLinear(11), Activation(ActivationKind.Tanh), TokenLinear(5), UndoInstanceNorm, Flatten]
public sealed partial class CurvedSeries;

/// <summary>The normalisation in the middle, of what learned layers move, without weights; a norm of all numbers within.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 9, channels: 5)]
[Linear(3, Name = "narrow"), ReversibleInstanceNorm(Affine = false, Epsilon = 0.01f)]
[LayerNorm(OverTokens = true, Epsilon = 1e-3f), TokenLinear(4), Activation(ActivationKind.Gelu)]
[ReversibleInstanceNorm(Name = "inner", Epsilon = 0.1f), Linear(3, Name = "mix"), UndoInstanceNorm, UndoInstanceNorm]
[Flatten, Linear(3)]
public sealed partial class CurvedNested;

/// <summary>Mixing over time in the manner of TSMixer, for any size.</summary>
[Block]
[LayerNorm(OverTokens = true, Epsilon = 1e-3f, Name = "temporal_norm")]
[TokenLinear(LayerSize.Same, Name = "temporal_lin"), Activation(ActivationKind.Relu)]
public sealed partial class TimeMixing;

/// <summary>Mixing over channels in the manner of TSMixer, for any size.</summary>
[Block]
[LayerNorm(OverTokens = true, Epsilon = 1e-3f, Bias = false, Name = "feature_norm")]
[Linear(6, Name = "feature_lin_1"), Activation(ActivationKind.Relu), Linear(LayerSize.Same, Name = "feature_lin_2")]
public sealed partial class FeatureMixing;

/// <summary>Both.</summary>
[Block]
[Use<TimeMixing>(Residual = true, Name = "temporal_mixer"), Use<FeatureMixing>(Residual = true, Name = "feature_mixer")]
public sealed partial class SeriesMixing;

/// <summary>A small TSMixer.</summary>
[Model]
[TokenInput(tokens: 13, channels: 5)]
[ReversibleInstanceNorm(Name = "norm"), Use<SeriesMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(4, Name = "out"), UndoInstanceNorm]
public sealed partial class SmallTsMixer;

/// <summary>The same blocks for another size, one channel, and a normalisation that is part of a block which comes twice.</summary>
[Model]
[TokenInput(tokens: 9, channels: 1)]
[Use<NormalisedMixing>(Repeat = 2, Residual = true, Name = "around"), Flatten, Linear(LayerSize.Same)]
public sealed partial class SingleSeries;

/// <summary>A normalisation and its way back around other layers.</summary>
[Block]
[ReversibleInstanceNorm(Epsilon = 0.01f), Use<SeriesMixing>(Name = "mixing"), Dropout(0.25), UndoInstanceNorm]
public sealed partial class NormalisedMixing;

/// <summary>The layers of channels that are samples of their own, with patches that overlap and dropout.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 11, channels: 3)]
[ChannelsAsBatch, Patches(length: 5, stride: 2), Linear(6, Name = "patcher"), GatedMixerBlock(2, Epsilon = 0.01f, Dropout = 0.25), LayerNorm(OverTokens = true)]
[TokenLinear(3), Activation(ActivationKind.Tanh), Transpose, TokenMean, Linear(4, Name = "out"), BatchAsChannels]
[Flatten, Linear(3)]
public sealed partial class CurvedPatches;

/// <summary>One channel, whose transpositions move nothing.</summary>
[Model]
[TokenInput(tokens: 9, channels: 1)]
[ChannelsAsBatch, Patches(length: 3, stride: 3), Linear(4, Name = "patcher"), GatedMixerBlock(1), TokenMean, Linear(2, Name = "last"), BatchAsChannels]
public sealed partial class OnePatchSeries;

/// <summary>Patches of all channels together, which overlap, and then some that leave steps out.</summary>
[Model]
[TokenInput(tokens: 12, channels: 3)]
[Patches(length: 4, stride: 2), GatedMixerBlock(1, Epsilon = 0.01f, Name = "block"), Patches(length: 2, stride: 3), TokenMean, Linear(2)]
public sealed partial class PatchedChannels;

/// <summary>TinyTimeMixer's parts and names, small: Fixtures/make_ttm_fixture.py.</summary>
/// <remarks>Three channels are often almost equal, so an epsilon keeps the norms from blowing rounding up.</remarks>
[Model]
[TokenInput(tokens: 24, channels: 3)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch, Patches(length: 6, stride: 6), Linear(12, Name = "backbone.encoder.patcher")]
[Reshape(16, 3), GatedMixerBlock(2, Epsilon = 0.01f, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(8, 6), GatedMixerBlock(2, Epsilon = 0.01f, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(4, 12), GatedMixerBlock(2, Epsilon = 0.01f, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(6, Name = "decoder.adapter"), GatedMixerBlock(2, Epsilon = 0.01f, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(5, Name = "head.base_forecast_block"), BatchAsChannels, UndoInstanceNorm]
public sealed partial class SmallTinyTimeMixer;
