namespace SparseGen.Tests.Models;

/// <summary>Dropout and nothing else: what comes out shows the mask.</summary>
[Model]
[VectorInput(37)]
[Dropout(0.375)]
public sealed partial class OnlyDropout;

/// <summary>A mask for each repetition, and one in front of them.</summary>
[Model]
[TokenInput(tokens: 3, channels: 5)]
[Dropout(0.25), Dropout(0.5, Name = "deep", Repeat = 3)]
public sealed partial class RepeatedDropout;

/// <summary>
/// A Mixer with both kinds of dropout in all places, also in front and at the end. Dropout leaves rows of a few numbers, all nearly the same, whose
/// deviation layer norm would divide by: the epsilon is large enough for single precision to bear that.
/// </summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Dropout(0.25), MixerBlock(tokenHidden: 3, channelHidden: 11, Repeat = 2, Epsilon = 0.01f, Dropout = 0.375, StochasticDepth = 0.25)]
[MixerBlock(tokenHidden: 4, channelHidden: 6, Epsilon = 0.01f, StochasticDepth = 0.5)]
[LayerNorm, TokenMean, Linear(3, Name = "head"), Dropout(0.5)]
public sealed partial class NoisyMixer;

/// <summary>Sizes with ragged vectors and more than one tile, random permutations, and Monarch maps.</summary>
[Model]
[TokenInput(tokens: 17, channels: 37)]
[SMixerBlock(Permutation = Permutation.Random, Seed = 3, StochasticDepth = 0.5)]
[MixerBlock(tokenHidden: 19, channelHidden: 53, Permutation = Permutation.Random, Seed = 5, Dropout = 0.1, StochasticDepth = 0.25)]
[MixerBlock(tokenHidden: 9, channelHidden: 40, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch, Blocks = 3, Dropout = 0.25)]
[LayerNorm, TokenMean, Linear(7)]
public sealed partial class NoisyPermutations;

/// <summary>Both kinds of dropout behind sparse maps of tokens and channels.</summary>
[Model]
[TokenInput(tokens: 7, channels: 19)]
[SMixerBlock(TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.4, Seed = 3, Epsilon = 0.01f, StochasticDepth = 0.375)]
[MixerBlock(
    5, 23, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.5, Epsilon = 0.01f, Dropout = 0.25, StochasticDepth = 0.25)]
[TokenMean, Linear(3)]
public sealed partial class NoisySparse;

/// <summary>A single token: here the samples of a sparse map of the tokens lie side by side.</summary>
[Model]
[TokenInput(tokens: 1, channels: 5)]
[MixerBlock(3, 4, TokenMap = LinearMap.Sparse, Density = 0.7, Epsilon = 0.01f, Dropout = 0.25, StochasticDepth = 0.5)]
[TokenMean, Linear(3)]
public sealed partial class NoisySingleToken;

/// <summary>The blocks of plain MLPs, dropout before an activation and between two linear maps, and a block of its own with stochastic depth.</summary>
[Model]
[VectorInput(13)]
[BottleneckMlpBlock(2, Repeat = 2, Dropout = 0.25, StochasticDepth = 0.375)]
[SparseMlpBlock(0.4, Repeat = 2, StochasticDepth = 0.5), SparseMlpBlock(0.3, Expansion = 2, StochasticDepth = 0.125)]
[Use<NoisyGate>(Repeat = 2, Residual = true, StochasticDepth = 0.25)]
[Linear(29), Dropout(0.125), Linear(5)]
public sealed partial class NoisyMlp;

/// <summary>Dropout before an activation.</summary>
[Block]
[LayerNorm, Linear(13, Name = "fc"), Dropout(0.25), Activation(ActivationKind.SquaredRelu)]
public sealed partial class NoisyGate;
