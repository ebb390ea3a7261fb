namespace SparseGen.Bench.Peers.Models;

// What a user would train or serve, from a few hundred to eighteen million parameters.

[Model, ImageInput(32, 32, 3), PatchEmbedding(4, 128), MixerBlock(256, 512, Repeat = 8), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class CifarMixer;

[Model, ImageInput(24, 24, 4), PatchEmbedding(2, 24), MixerBlock(72, 48, Repeat = 6), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class ThinMixer;

[Model, VectorInput(2048), Linear(2048, Name = "fc1"), Activation(ActivationKind.Relu), Linear(2048, Name = "fc2"), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class WideMlp;

[Model, VectorInput(256), Linear(256, Name = "fc1"), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class SmallMlp;

[Model, VectorInput(6), Linear(64, Name = "fc1"), Activation(ActivationKind.Relu), Linear(8, Name = "fc2"), Activation(ActivationKind.Relu), Linear(4)]
internal sealed partial class TinyMlp;

// A series of 96 steps to one of ten classes: mixing along time, then along the channels, of which there are few or many.

[Model, TokenInput(96, 7), MixerBlock(96, 64, Repeat = 4), LayerNorm, Flatten, Linear(10)]
internal sealed partial class SeriesMixer7;

[Model, TokenInput(96, 64), MixerBlock(96, 64, Repeat = 4), LayerNorm, Flatten, Linear(10)]
internal sealed partial class SeriesMixer64;

[Model, TokenInput(64, 64), SMixerBlock(Repeat = 8), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class SMixer64;

[Model, TokenInput(64, 64), SMixerBlock(Permutation = Permutation.Random, Repeat = 8), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class RandomSMixer64;

[Model, TokenInput(32, 64), PermutedKronecker(32, Before = Permutation.Commutation, After = Permutation.Commutation, Repeat = 4), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class CommutedKronecker32;

[Model, TokenInput(32, 64), MixerBlock(128, 256, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch, Repeat = 4), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class MonarchMixer32;

[Model, TokenInput(32, 64), SMixerBlock(TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch, Repeat = 4), LayerNorm, TokenMean, Linear(10)]
internal sealed partial class MonarchSMixer32;

// TabM with its package's usual sizes: 32 members, three blocks of 512. The mean of the members stands in the model here, since all engines train the outputs by cross-entropy.

[Model, VectorInput(40)]
[BatchEnsemble(members: 32, outputs: 512), Activation(ActivationKind.Relu), BatchEnsemble(members: 32, outputs: 512), Activation(ActivationKind.Relu)]
[BatchEnsemble(members: 32, outputs: 512), Activation(ActivationKind.Relu), MemberLinear(10), TokenMean]
internal sealed partial class TabularEnsemble;

[Model, VectorInput(40)]
[BatchEnsemble(members: 32, outputs: 128), Activation(ActivationKind.Relu), BatchEnsemble(members: 32, outputs: 128), Activation(ActivationKind.Relu), MemberLinear(10), TokenMean]
internal sealed partial class NarrowTabularEnsemble;

// A table with categories, as most tables have them.

[Model, VectorInput(18), Embedding(16, 4, 12, 31, 100, 1000, 5000)]
[Linear(256, Name = "fc1"), Activation(ActivationKind.Relu), Linear(256, Name = "fc2"), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class CategoryTable;

[Model, VectorInput(1024), LowRank(1024, rank: 64), Activation(ActivationKind.Relu), BlockTensorTrain(1024, blocks: 32, rank: 2), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class LowRankMlp;

// Neighbouring widths, between which time must not jump.

[Model, VectorInput(45), Linear(45, Name = "fc1"), Activation(ActivationKind.Gelu), Linear(45, Name = "fc2"), Linear(10)]
internal sealed partial class Width45;

[Model, VectorInput(46), Linear(46, Name = "fc1"), Activation(ActivationKind.Gelu), Linear(46, Name = "fc2"), Linear(10)]
internal sealed partial class Width46;

[Model, VectorInput(64), Linear(64, Name = "fc1"), Activation(ActivationKind.Gelu), Linear(64, Name = "fc2"), Linear(10)]
internal sealed partial class Width64;

[Model, VectorInput(65), Linear(65, Name = "fc1"), Activation(ActivationKind.Gelu), Linear(65, Name = "fc2"), Linear(10)]
internal sealed partial class Width65;
