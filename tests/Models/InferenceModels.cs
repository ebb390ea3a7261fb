namespace SparseGen.Tests.Models;

/// <summary>Layers of every kind, small, in front of a head.</summary>
[Block]
[PatchEmbedding(patch: 2, features: 11), SMixerBlock(Repeat = 3, ChannelMap = LinearMap.Monarch, Blocks = 3)]
[MixerBlock(tokenHidden: 5, channelHidden: 13, ChannelMap = LinearMap.Sparse, Density = 0.4), Dropout(0.25)]
[PermutedKronecker(11, Before = Permutation.Commutation, After = Permutation.Random, Seed = 4), Kronecker(3, 7), LayerNorm, Flatten]
[SparseMlpBlock(0.3, Repeat = 2), BottleneckMlpBlock(2), DiagonalLinear]
public sealed partial class ServedLayers;

/// <summary>Is trained, and saved.</summary>
[Model, ImageInput(height: 6, width: 10, channels: 2), Use<ServedLayers>, Linear(5)]
public sealed partial class BeforeServing;

/// <summary>The same to who only infers.</summary>
[Model(Training = false), ImageInput(height: 6, width: 10, channels: 2), Use<ServedLayers>, Linear(5)]
public sealed partial class Served;

/// <summary>An inference-only model that is linear.</summary>
[Model(Training = false), VectorInput(3), Linear(2)]
public sealed partial class ServedLinear;
