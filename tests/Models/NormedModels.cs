namespace SparseGen.Tests.Models;

/// <summary>Batch norms of an image's channels, of those of tokens, in a loop, and without weights as one of the last.</summary>
[Model(HessianProducts = true)]
[ImageInput(height: 3, width: 5, channels: 2)]
[BatchNorm(Name = "image"), Reshape(6, 5), BatchNorm, Linear(7, Name = "widen"), Activation(ActivationKind.Tanh), Use<Normed>(Residual = true, Repeat = 2)]
[BatchNorm(Affine = false, Name = "plain"), TokenMean, Linear(3)]
public sealed partial class CurvedNorms;

/// <summary>A batch norm before a map, as in TSMixer.</summary>
[Block, BatchNorm(Epsilon = 0.01f), Linear(LayerSize.Same, Name = "fc"), Activation(ActivationKind.Gelu)]
public sealed partial class Normed;

/// <summary>Batch norms that get one number a channel: of all numbers of a sample first, which is the tail of the backward pass, of features, and as the output.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 3, channels: 4)]
[BatchNorm(OverTokens = true, Name = "both"), Flatten, Linear(19, Name = "fc1"), BatchNorm, Activation(ActivationKind.Gelu), Linear(5, Name = "fc2")]
[BatchNorm(Affine = false, Name = "last")]
public sealed partial class CurvedFeatureNorms;

/// <summary>Batch norms with dropout, wider than a vector, around a weight whose gradient workers share, inside of a loop within a loop.</summary>
[Model]
[TokenInput(tokens: 9, channels: 37)]
[Use<NormedPair>(Repeat = 3, Name = "pairs"), Linear(130, Name = "wide", Bias = false), BatchNorm(Momentum = 0.25f), Activation(ActivationKind.Gelu)]
[Linear(131, Name = "wider"), Dropout(0.25)]
[TokenMean, BatchNorm(Name = "features"), Linear(4)]
public sealed partial class WideNorms;

/// <summary>A loop of batch norms and something that stands outside of it.</summary>
[Block, TokenLinear(LayerSize.Same, Name = "tokens"), Use<Normed>(Residual = true, Repeat = 2), BatchNorm(Name = "behind")]
public sealed partial class NormedPair;

/// <summary>Batch norms between channels that are samples of their own.</summary>
[Model]
[TokenInput(tokens: 8, channels: 3)]
[ChannelsAsBatch, Patches(length: 2, stride: 2), BatchNorm, Linear(5, Name = "fc", Bias = false), BatchNorm(OverTokens = true, Name = "both"), Flatten, Linear(3, Name = "out")]
[BatchAsChannels]
public sealed partial class NormedChannels;

/// <summary>The same as the features of another model, for inference only.</summary>
[Model(Training = false)]
[TokenInput(tokens: 3, channels: 4)]
[BatchNorm(OverTokens = true, Name = "both"), Flatten, Linear(19, Name = "fc1"), BatchNorm, Activation(ActivationKind.Gelu), Linear(5, Name = "fc2")]
[BatchNorm(Affine = false, Name = "last")]
public sealed partial class ServedNorms;

/// <summary>TSMixer with batch norms, small and without dropout: Fixtures/make_batch_norm_fixture.py.</summary>
[Model]
[TokenInput(tokens: 13, channels: 5)]
[ReversibleInstanceNorm(Name = "norm"), Use<SmallNormedMixing>(Repeat = 2, Name = "mixing_layers"), TokenLinear(4, Name = "out"), UndoInstanceNorm]
public sealed partial class SmallNormedTsMixer;

/// <summary>Its block.</summary>
[Block]
[Use<SmallNormedTimeMixing>(Residual = true, Name = "temporal_mixer"), Use<SmallNormedFeatureMixing>(Residual = true, Name = "feature_mixer")]
public sealed partial class SmallNormedMixing;

/// <summary>Its half along time, whose norm counts channel by channel.</summary>
[Block]
[Transpose, BatchNorm(OverTokens = true, Epsilon = 1e-3f, Momentum = 0.01f, Name = "temporal_norm"), Transpose(Name = "back")]
[TokenLinear(LayerSize.Same, Name = "temporal_lin"), Activation(ActivationKind.Relu)]
public sealed partial class SmallNormedTimeMixing;

/// <summary>Its half along channels.</summary>
[Block]
[BatchNorm(OverTokens = true, Epsilon = 1e-3f, Momentum = 0.01f, Name = "feature_norm")]
[Linear(6, Name = "feature_lin_1"), Activation(ActivationKind.Relu), Linear(LayerSize.Same, Name = "feature_lin_2")]
public sealed partial class SmallNormedFeatureMixing;
