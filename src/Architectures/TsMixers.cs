namespace SparseGen.Models;

// TSMixer of Chen et al. 2023 (arXiv 2303.06053): a series [time, channels], both dimensions mixed by turns, then a map over time to the forecast. Names of tensors, sizes
// and dropout are those of neuralforecast's TSMixer; the norms are layer norms over both dimensions, the choice "L" of the authors' code, or batch norms, their choice "B" and
// neuralforecast's.

/// <summary>Mixing over time, x + dropout(ReLU(W norm(x) + b)), for series of any size.</summary>
[Block]
[LayerNorm(OverTokens = true, Epsilon = 1e-3f, Name = "temporal_norm")]
[TokenLinear(LayerSize.Same, Name = "temporal_lin"), Activation(ActivationKind.Relu), Dropout(0.9, Name = "temporal_drop")]
public sealed partial class TsTimeMixing;

/// <summary>Mixing over channels, x + MLP(norm(x)) with 64 hidden features, for series of any size.</summary>
[Block]
[LayerNorm(OverTokens = true, Epsilon = 1e-3f, Name = "feature_norm")]
[Linear(64, Name = "feature_lin_1"), Activation(ActivationKind.Relu), Dropout(0.9, Name = "feature_drop_1")]
[Linear(LayerSize.Same, Name = "feature_lin_2"), Dropout(0.9, Name = "feature_drop_2")]
public sealed partial class TsFeatureMixing;

/// <summary>A block of TSMixer, for series of any size; put it into a model of your own as <see cref="TsMixer"/> has it.</summary>
[Block]
[Use<TsTimeMixing>(Residual = true, Name = "temporal_mixer"), Use<TsFeatureMixing>(Residual = true, Name = "feature_mixer")]
public sealed partial class TsMixing;

/// <summary>TSMixer for 512 steps of 7 channels and a forecast of 96 steps, the sizes of the ETT data: two blocks, with reversible instance normalisation.</summary>
[Model]
[TokenInput(tokens: 512, channels: 7)]
[ReversibleInstanceNorm(Name = "norm")]
[Use<TsMixing>(Repeat = 2, Name = "mixing_layers")]
[TokenLinear(96, Name = "out"), UndoInstanceNorm]
public sealed partial class TsMixer;

/// <summary>Mixing over time, x + dropout(ReLU(W norm(x) + b)), with a batch norm of each number of a sample, which neuralforecast counts channel by channel.</summary>
[Block]
[Transpose, BatchNorm(OverTokens = true, Epsilon = 1e-3f, Momentum = 0.01f, Name = "temporal_norm"), Transpose(Name = "back")]
[TokenLinear(LayerSize.Same, Name = "temporal_lin"), Activation(ActivationKind.Relu), Dropout(0.9, Name = "temporal_drop")]
public sealed partial class TsNormedTimeMixing;

/// <summary>Mixing over channels, x + MLP(norm(x)) with 64 hidden features, with a batch norm of each number of a sample.</summary>
[Block]
[BatchNorm(OverTokens = true, Epsilon = 1e-3f, Momentum = 0.01f, Name = "feature_norm")]
[Linear(64, Name = "feature_lin_1"), Activation(ActivationKind.Relu), Dropout(0.9, Name = "feature_drop_1")]
[Linear(LayerSize.Same, Name = "feature_lin_2"), Dropout(0.9, Name = "feature_drop_2")]
public sealed partial class TsNormedFeatureMixing;

/// <summary>A block of TSMixer with batch norms, for series of any size.</summary>
[Block]
[Use<TsNormedTimeMixing>(Residual = true, Name = "temporal_mixer"), Use<TsNormedFeatureMixing>(Residual = true, Name = "feature_mixer")]
public sealed partial class TsNormedMixing;

/// <summary>
/// <see cref="TsMixer"/> with batch norms instead of layer norms: definition, names and sizes of neuralforecast's TSMixer. It wants training batches of more than one window.
/// </summary>
[Model]
[TokenInput(tokens: 512, channels: 7)]
[ReversibleInstanceNorm(Name = "norm")]
[Use<TsNormedMixing>(Repeat = 2, Name = "mixing_layers")]
[TokenLinear(96, Name = "out"), UndoInstanceNorm]
public sealed partial class TsMixerBatchNorm;
