namespace SparseGen.Tests.Models;

/// <summary>Embedding and Mixer blocks.</summary>
[Model, ImageInput(12, 12, 1), PatchEmbedding(4, 10), MixerBlock(7, 13, Repeat = 2), LayerNorm, TokenMean, Linear(5)]
public sealed partial class IsolatedMixer;

/// <summary>Permutations.</summary>
[Model, TokenInput(7, 10), SMixerBlock, SMixerBlock(Permutation = Permutation.Random, Seed = 3), Flatten, Linear(5)]
public sealed partial class IsolatedSMixer;

/// <summary>Sparse layers, which pack rows of several samples.</summary>
[Model, VectorInput(23)]
[SparseLinear(19, 0.3), Activation(ActivationKind.Gelu), SparseLinear(17, 0.4), SparseMlpBlock(0.5), SparseMlpBlock(0.5, Expansion = 2), Linear(5)]
public sealed partial class IsolatedSparse;

/// <summary>Monarch and block-diagonal layers.</summary>
[Model, VectorInput(24)]
[Monarch(18, Blocks = 4), Activation(ActivationKind.Relu), BlockDiagonal(12, Blocks = 3), BlockDiagonal(12, Blocks = 3, Shared = true)]
[PermutedKronecker(4, Before = Permutation.Random, After = Permutation.Random, Seed = 5), Linear(5)]
public sealed partial class IsolatedMonarch;

/// <summary>Layers along tokens.</summary>
[Model, TokenInput(5, 9)]
[Kronecker(6, 7), Activation(ActivationKind.GeluTanh), TokenLinear(5), StandardMlpBlock(9), BottleneckMlpBlock(3), DiagonalLinear, Flatten, Linear(5)]
public sealed partial class IsolatedTokens;

/// <summary>Mixer blocks of structured maps.</summary>
[Model, TokenInput(8, 12)]
[MixerBlock(9, 11, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Monarch, Density = 0.5, Blocks = 3)]
[MixerBlock(9, 11, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Sparse, Density = 0.5, Blocks = 3)]
[TokenMean, Linear(5)]
public sealed partial class IsolatedMaps;
