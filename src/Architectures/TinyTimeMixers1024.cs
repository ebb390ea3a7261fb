namespace SparseGen.Models;

// TinyTimeMixer of 1,024 steps as the files of its second release have it: patches of 128, at twice the widths of 512 steps. That of the first release has patches of 64 at
// the widths of 512 steps, and so 16 of them.

/// <summary>TinyTimeMixer 1024-96 of the first release for one channel: 1024 steps, forecast of 96, 946,336 parameters.</summary>
[Model]
[TokenInput(tokens: 1024, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 64, stride: 64), Linear(192, Name = "backbone.encoder.patcher")]
[Reshape(64, 48), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(32, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(16, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(128, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(96, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1024To96R1;

/// <summary>TinyTimeMixer 1024-96 for one channel: 1024 steps, forecast of 96, 2,964,960 parameters.</summary>
[Model]
[TokenInput(tokens: 1024, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(32, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(96, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1024To96;

/// <summary>TinyTimeMixer 1024-192 for one channel: 1024 steps, forecast of 192, 3,161,664 parameters.</summary>
[Model]
[TokenInput(tokens: 1024, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(32, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(192, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1024To192;

/// <summary>TinyTimeMixer 1024-336 for one channel: 1024 steps, forecast of 336, 3,456,720 parameters.</summary>
[Model]
[TokenInput(tokens: 1024, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(32, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(336, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1024To336;

/// <summary>TinyTimeMixer 1024-720 for one channel: 1024 steps, forecast of 720, 4,243,536 parameters.</summary>
[Model]
[TokenInput(tokens: 1024, channels: 1)]
[ReversibleInstanceNorm(Affine = false), ChannelsAsBatch]
[Patches(length: 128, stride: 128), Linear(384, Name = "backbone.encoder.patcher")]
[Reshape(32, 96), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")]
[Reshape(16, 192), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")]
[Reshape(8, 384), GatedMixerBlock(2, Repeat = 2, Name = "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")]
[Linear(256, Name = "decoder.adapter"), GatedMixerBlock(2, Repeat = 2, Name = "decoder.decoder_block.mixers")]
[Flatten, Linear(720, Name = "head.base_forecast_block")]
[BatchAsChannels, UndoInstanceNorm]
public sealed partial class TinyTimeMixer1024To720;
