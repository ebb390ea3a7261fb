namespace SparseGen.Tests.Models;

/// <summary>Blocks of tokens and channels on channels that are samples of their own, each of which stochastic depth takes or leaves by itself.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 12, channels: 3)]
[ChannelsAsBatch, Patches(length: 6, stride: 2), MixerBlock(3, 8, Epsilon = 0.01f, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2)]
[SMixerBlock(Tokens = 5, Epsilon = 0.01f, ChannelMap = LinearMap.Monarch, Blocks = 2), ResMlpBlock(5, StochasticDepth = 0.25), GMlpBlock(8, Epsilon = 0.01f, GateEpsilon = 0.1f)]
[BottleneckMlpBlock(2, Epsilon = 0.01f, StochasticDepth = 0.25), SparseMlpBlock(0.5, Epsilon = 0.01f), StandardMlpBlock(4, Epsilon = 0.01f), SpatialGate(Epsilon = 0.1f)]
[FeatureSum, Flatten, BatchAsChannels, Flatten, Linear(3)]
public sealed partial class CurvedChannelBlocks;

/// <summary>Maps, gates and products of rows on channels that are samples of their own.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 10, channels: 3)]
[ChannelsAsBatch, LowRank(8, rank: 3), Reshape(2, 4), Affine, Linear(12, Name = "wide"), Gate(Activation = ActivationKind.Silu)]
[BlockDiagonal(7, Blocks = 3), Monarch(9, Blocks = 2), Activation(ActivationKind.Tanh), BlockTensorTrain(6, blocks: 2, rank: 2), SparseLinear(6, 0.5), LayerScale(0.5)]
[DiagonalLinear, Product<ChannelPart, ChannelGate>, Use<ChannelGate>(Product = true), SoftmaxGate, BatchAsChannels]
[Flatten, Linear(3)]
public sealed partial class CurvedChannelMaps;

/// <summary>A branch of a product.</summary>
[Block]
[LayerNorm(Epsilon = 0.1f), Linear(6, Name = "fc")]
public sealed partial class ChannelPart;

/// <summary>The other one.</summary>
[Block]
[Linear(6, Name = "fc"), Activation(ActivationKind.Sigmoid)]
public sealed partial class ChannelGate;
