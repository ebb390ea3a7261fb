namespace SparseGen.Experiments;

/// <summary>SW-MLP of width 539: 49 patches of 11 features as one vector, then eight maps with 2^18 connections each.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 11), Flatten]
[SparseMlpBlock((1 << 18) / (539.0 * 539), Repeat = 8, Epsilon = 1e-5f)]
[Linear(10)]
internal sealed partial class SparseMlp539;

/// <summary>SW-MLP of width 637: 49 patches of 13 features as one vector, then eight maps with 2^18 connections each.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 13), Flatten]
[SparseMlpBlock((1 << 18) / (637.0 * 637), Repeat = 8, Epsilon = 1e-5f)]
[Linear(10)]
internal sealed partial class SparseMlp637;

/// <summary>SW-MLP of width 735: 49 patches of 15 features as one vector, then eight maps with 2^18 connections each.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 15), Flatten]
[SparseMlpBlock((1 << 18) / (735.0 * 735), Repeat = 8, Epsilon = 1e-5f)]
[Linear(10)]
internal sealed partial class SparseMlp735;

/// <summary>SW-MLP of width 931: 49 patches of 19 features as one vector, then eight maps with 2^18 connections each.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 19), Flatten]
[SparseMlpBlock((1 << 18) / (931.0 * 931), Repeat = 8, Epsilon = 1e-5f)]
[Linear(10)]
internal sealed partial class SparseMlp931;

/// <summary>SW-MLP of width 1,617: 49 patches of 33 features as one vector, then eight maps with 2^18 connections each.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 33), Flatten]
[SparseMlpBlock((1 << 18) / (1617.0 * 1617), Repeat = 8, Epsilon = 1e-5f)]
[Linear(10)]
internal sealed partial class SparseMlp1617;
