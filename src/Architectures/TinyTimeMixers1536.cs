namespace SparseGen.Models;

// TinyTimeMixer of 1,536 steps as the files of its second release have it: 12 patches of 128.

/// <summary>TinyTimeMixer 1536-96 for one channel: 1536 steps, forecast of 96, 3,081,120 parameters.</summary>
[Model]
[TokenInput(tokens: 1536, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(48, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(24, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(12, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(96, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1536To96;

/// <summary>TinyTimeMixer 1536-192 for one channel: 1536 steps, forecast of 192, 3,376,128 parameters.</summary>
[Model]
[TokenInput(tokens: 1536, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(48, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(24, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(12, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(192, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1536To192;

/// <summary>TinyTimeMixer 1536-336 for one channel: 1536 steps, forecast of 336, 3,818,640 parameters.</summary>
[Model]
[TokenInput(tokens: 1536, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(48, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(24, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(12, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(336, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1536To336;

/// <summary>TinyTimeMixer 1536-720 for one channel: 1536 steps, forecast of 720, 4,998,672 parameters.</summary>
[Model]
[TokenInput(tokens: 1536, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(48, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(24, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(12, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(720, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1536To720;
