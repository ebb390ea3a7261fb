namespace SparseGen.Models;

// TinyTimeMixer (Ekambaram et al. 2024, arXiv 2401.03955), as its published files have it: channels are independent and share all weights, patches are mixed at three
// granularities (views of the same numbers), and the forecast gets back mean and deviation of the series. Tensor names are those of the files, so that they load.
// Another number of channels is another TokenInput, and another horizon another head; another context has patches and widths of its own, which the shapes of the file tell:
// patcher [features, patch], adapter [decoder features, features], head [horizon, patches times decoder features].

/// <summary>TinyTimeMixer 512-96 for one channel: 512 steps, forecast of 96, 805,280 parameters.</summary>
[Model]
[TokenInput(tokens: 512, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 64, stride: 64), Linear(192, Name = "backbone.encoder.patcher")]
[Reshape(32, 48), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(128, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(96, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer;

/// <summary>TinyTimeMixer 512-192 for one channel: 512 steps, forecast of 192, 903,680 parameters.</summary>
[Model]
[TokenInput(tokens: 512, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 64, stride: 64), Linear(192, Name = "backbone.encoder.patcher")]
[Reshape(32, 48), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(128, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(192, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer192;

/// <summary>TinyTimeMixer 512-336 for one channel: 512 steps, forecast of 336, 1,051,280 parameters.</summary>
[Model]
[TokenInput(tokens: 512, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 64, stride: 64), Linear(192, Name = "backbone.encoder.patcher")]
[Reshape(32, 48), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(128, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(336, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer336;

/// <summary>TinyTimeMixer 512-720 for one channel: 512 steps, forecast of 720, 1,444,880 parameters.</summary>
[Model]
[TokenInput(tokens: 512, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 64, stride: 64), Linear(192, Name = "backbone.encoder.patcher")]
[Reshape(32, 48), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(128, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(720, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer720;
