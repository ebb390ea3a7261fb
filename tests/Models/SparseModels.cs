namespace SparseGen.Tests.Models;

/// <summary>Sparse maps of prime widths at several densities, one of them with all weights.</summary>
[Model]
[VectorInput(37)]
[SparseLinear(53, 0.3, Name = "first"), Activation(ActivationKind.Gelu)]
[SparseLinear(19, 0.1, Seed = 7, Bias = false), LayerNorm]
[SparseLinear(7, 1.0, Name = "last")]
public sealed partial class SparseMlp;

/// <summary>One number wide: strides of such weights are the same in both directions, and few or one of the weights are kept.</summary>
[Model]
[VectorInput(1)]
[SparseLinear(5, 0.4), Activation(ActivationKind.Relu), SparseLinear(1, 0.6)]
[SparseLinear(3, 0.34)]
public sealed partial class NarrowSparseMlp;

/// <summary>Wider than a block of features, with outputs and inputs that keep no weight at all.</summary>
[Model]
[VectorInput(131)]
[SparseLinear(67, 0.01), SparseLinear(130, 0.2)]
[Linear(10)]
public sealed partial class WideSparseMlp;

/// <summary>
/// Sparse maps with nothing but activations and sums between them, in loops and out of them, so that what is between them lies packed. Seven samples fill packs of
/// 64, 32 and 16 rows and leave some over.
/// </summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 20, channels: 17)]
[SparseLinear(23, 0.3, Name = "widen"), SparseLinear(23, 0.2, Seed = 2, Repeat = 3), Use<SparseGate>(Repeat = 2, Residual = true)]
[Activation(ActivationKind.GeluTanh), SparseLinear(5, 0.5, Bias = false, Name = "narrow"), TokenMean, Linear(3)]
public sealed partial class PackedChain;

/// <summary>A sparse map and an activation.</summary>
[Block]
[SparseLinear(23, 0.2), Activation(ActivationKind.Gelu)]
public sealed class SparseGate;

/// <summary>A sparse-weight MLP on tokens: repeated blocks of one layer, then one of two with its own activation and no biases.</summary>
[Model]
[TokenInput(11, 17)]
[SparseMlpBlock(0.4, Repeat = 2)]
[SparseMlpBlock(0.25, Expansion = 3, Seed = 3, Bias = false, Epsilon = 1e-5f, Activation = ActivationKind.SquaredRelu)]
[TokenMean, Linear(3)]
public sealed partial class SparseBlocks;

/// <summary>Sparse maps in both mixings.</summary>
[Model]
[TokenInput(tokens: 11, channels: 17)]
[MixerBlock(tokenHidden: 6, channelHidden: 25, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.3, Seed = 5, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class SparseMixer;

/// <summary>Sparse maps of the tokens beside Monarch maps of the channels, with more channels than are packed together.</summary>
[Model]
[TokenInput(tokens: 49, channels: 70)]
[MixerBlock(33, 30, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Monarch, Density = 0.1, Blocks = 3, Bias = false)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class SparseTokensMixer;

/// <summary>Random permutations around sparse maps of the channels; one seed for both.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[MixerBlock(3, 11, ChannelMap = LinearMap.Sparse, Density = 0.5, Permutation = Permutation.Random, Seed = 4, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class RandomSparseMixer;

/// <summary>S-Mixer with all three kinds of maps, a sparse skip that changes the tokens, and permutations.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[SMixerBlock(Tokens = 6, TokenMap = LinearMap.Sparse, Density = 0.4)]
[SMixerBlock(
    TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Sparse, Blocks = 2, Density = 0.35, Permutation = Permutation.Random, Seed = 2, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class SparseSMixer;

/// <summary>Tokens of a single channel: the rows and features of sparse maps coincide in memory.</summary>
[Model]
[TokenInput(tokens: 12, channels: 1)]
[MixerBlock(8, 3, Epsilon = 0.25f, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.2)]
[TokenMean, Linear(3)]
public sealed partial class SingleChannelSparse;
