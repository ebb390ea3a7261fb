namespace SparseGen.Tests.Models;

/// <summary>Every activation between layers of odd widths, wider than a panel at first.</summary>
[Model(HessianProducts = true)]
[VectorInput(37)]
[Linear(35, Name = "first"), Activation(ActivationKind.Gelu), Linear(11, Name = "second"), Activation(ActivationKind.GeluTanh)]
[LayerNorm(Epsilon = 1e-3f), Linear(7, Name = "third"), Activation(ActivationKind.SquaredRelu), Linear(5, Name = "fourth", Bias = false)]
[Activation(ActivationKind.Relu), Linear(3)]
public sealed partial class CurvedMlp;

/// <summary>The other activations between layers of odd widths.</summary>
[Model(HessianProducts = true)]
[VectorInput(19)]
[Linear(37, Name = "first"), Activation(ActivationKind.Silu), Linear(11, Name = "second"), Activation(ActivationKind.Tanh)]
[Linear(13, Name = "third"), Activation(ActivationKind.Sigmoid), Linear(9, Name = "fourth"), Activation(ActivationKind.LeakyRelu)]
[Linear(7, Name = "fifth", Bias = false), Activation(ActivationKind.HardTanh), Linear(3)]
public sealed partial class CurvedSigmoids;

/// <summary>Views and transpositions between layers that mix along the last dimension, and softmax of rows, alone, as a gate and in a loop.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 6, channels: 10)]
[Linear(7, Name = "first"), Activation(ActivationKind.Softplus), SoftmaxGate, Transpose, Linear(5, Name = "second"), Activation(ActivationKind.Softmax), Reshape(5, 7)]
[SoftmaxGate(Bias = false, Repeat = 2, Name = "gates"), TokenLinear(3, Name = "tokens"), Reshape(7, 3), Transpose, LayerNorm, TokenMean, Linear(3)]
public sealed partial class CurvedShapes;

/// <summary>Gates of halves, products of branches and scales of rows, each alone, some in loops.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 7)]
[Affine, Linear(22, Name = "widen"), Gate, LayerScale(0.5), Product<Opened, Wide>, Use<Opened>(Product = true, Repeat = 2, Name = "self")]
[Gate(Activation = ActivationKind.Softmax, GateFirst = true, Name = "first"), Linear(12, Name = "again"), SpatialGate(Bias = false), SpatialGate(Name = "odd", Epsilon = 0.01f)]
[TokenMean, Linear(3)]
public sealed partial class CurvedGates;

/// <summary>The blocks of gated Mixers, ResMLP and gMLP, with noise.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 7)]
[MixerBlock(tokenHidden: 6, channelHidden: 10, Gated = true, Activation = ActivationKind.Silu, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2)]
[ResMlpBlock(channelHidden: 9, LayerScale = 0.5, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2), ResMlpBlock(channelHidden: 4, Bias = false)]
[GMlpBlock(channelHidden: 14, Epsilon = 0.01f, GateEpsilon = 0.1f, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2), GMlpBlock(channelHidden: 6, Bias = false)]
[Affine, TokenMean, Linear(3)]
public sealed partial class CurvedGatedBlocks;

/// <summary>Patches, one block of odd sizes, then a repeated one.</summary>
[Model(HessianProducts = true)]
[ImageInput(height: 6, width: 10, channels: 3)]
[PatchEmbedding(patch: 2, features: 37)]
[MixerBlock(tokenHidden: 19, channelHidden: 41), MixerBlock(tokenHidden: 5, channelHidden: 7, Activation = ActivationKind.GeluTanh, Bias = false, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class CurvedMixer;

/// <summary>A loop that starts at the input, which does not move; every copy has Monarch maps along both axes.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 11, channels: 14)]
[MixerBlock(tokenHidden: 6, channelHidden: 25, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch, Blocks = 3, Repeat = 3)]
[BlockDiagonal(20, Blocks = 3, Name = "narrow"), Activation(ActivationKind.Gelu), Monarch(13, Blocks = 4), BlockDiagonal(8, Blocks = 4, Shared = true, Name = "shared")]
[LayerNorm(Bias = false), TokenMean, Linear(3)]
public sealed partial class CurvedMonarch;

/// <summary>An activation and a norm of the input, then the layers that map tokens.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 7, channels: 5)]
[Activation(ActivationKind.Gelu), LayerNorm(Name = "early"), TokenLinear(6)]
[SMixerBlock(Repeat = 2), SMixerBlock(Tokens = 4, Activation = ActivationKind.SquaredRelu), Kronecker(tokens: 3, channels: 6), LayerNorm(Epsilon = 1e-3f), TokenMean, Linear(2)]
public sealed partial class CurvedTokens;

/// <summary>Random and regular permutations, repeated and not.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 7, channels: 5)]
[PermutedKronecker(7, Before = Permutation.Commutation, After = Permutation.InverseCommutation, Name = "mix_tokens")]
[PermutedKronecker(5, Before = Permutation.Random, After = Permutation.Random, Seed = 4, Activation = ActivationKind.SquaredRelu, Bias = false, Repeat = 3)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Permutation = Permutation.Random, Seed = 1, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class CurvedPermutations;

/// <summary>Sparse maps of a vector and, as tokens, sparse blocks.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 17)]
[SparseMlpBlock(0.4, Repeat = 2), SparseMlpBlock(0.25, Expansion = 3, Seed = 3, Bias = false, Epsilon = 1e-3f, Activation = ActivationKind.GeluTanh)]
[TokenMean, SparseLinear(19, 0.3, Name = "sparse"), Activation(ActivationKind.Gelu), SparseLinear(3, 1.0, Name = "last")]
public sealed partial class CurvedSparse;

/// <summary>Sparse and Monarch maps in the blocks that mix, with random permutations around them and without.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 7, channels: 11)]
[MixerBlock(tokenHidden: 5, channelHidden: 13, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.4, Seed = 3, Repeat = 2)]
[SMixerBlock(
    Tokens = 5, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Monarch, Blocks = 3, Density = 0.45, Permutation = Permutation.Random, Seed = 2)]
[SMixerBlock(
    TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Sparse, Blocks = 2, Density = 0.3, Permutation = Permutation.Random, Seed = 4, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class CurvedMaps;

/// <summary>Dropout and stochastic depth wherever a layer has them. The epsilons are what dropped rows need in single precision.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 7)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Epsilon = 0.01f, Dropout = 0.25, StochasticDepth = 0.375, Repeat = 2)]
[SMixerBlock(Epsilon = 0.01f, StochasticDepth = 0.25), BottleneckMlpBlock(2, Epsilon = 0.01f, Dropout = 0.25, StochasticDepth = 0.375)]
[SparseMlpBlock(0.4, Epsilon = 0.01f, StochasticDepth = 0.25), TokenMean, Linear(13), Dropout(0.125)]
[Use<NoisyGate>(Repeat = 2, Residual = true, StochasticDepth = 0.25), Linear(3)]
public sealed partial class CurvedNoise;

/// <summary>Behind a product more masks and activations than one launch on a GPU takes: the rest are ops of their own.</summary>
[Model(HessianProducts = true)]
[VectorInput(11)]
[Linear(8, Name = "first"), Dropout(0.25, Name = "drop0"), Activation(ActivationKind.Gelu), Dropout(0.25, Name = "drop1"), Activation(ActivationKind.GeluTanh)]
[Dropout(0.25, Name = "drop2"), Activation(ActivationKind.Gelu), Dropout(0.25, Name = "drop3"), Activation(ActivationKind.GeluTanh), Linear(3)]
public sealed partial class CurvedChain;

/// <summary>The blocks of MLPs.</summary>
[Model(HessianProducts = true)]
[VectorInput(13)]
[Linear(7, Name = "reduce"), BottleneckMlpBlock(3, Repeat = 2), StandardMlpBlock(7, Repeat = 2), StandardMlpBlock(5, ActivationLast = true, Activation = ActivationKind.GeluTanh)]
[Linear(3)]
public sealed partial class CurvedMlpBlocks;

/// <summary>Diagonals of the input and of what moves, a view, and a sum.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 3, channels: 19)]
[DiagonalLinear(Repeat = 2), Activation(ActivationKind.GeluTanh), FeatureSum]
[Linear(6, Name = "widen"), Flatten, DiagonalLinear(Name = "flat"), Linear(17, Name = "fc"), Activation(ActivationKind.Gelu), Linear(2)]
public sealed partial class CurvedDiagonal;

/// <summary>Loops in loops, and residuals around them.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 7, channels: 5)]
[Use<Deep>(Repeat = 2, Residual = true), Use<Stack>(Residual = true), Linear(2)]
public sealed partial class CurvedLoops;

/// <summary>Nothing that is learned: every tangent is zero.</summary>
[Model(HessianProducts = true)]
[VectorInput(5)]
[Activation(ActivationKind.Gelu)]
public sealed partial class FlatWithoutParameters;
