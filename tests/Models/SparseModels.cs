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

/// <summary>A sparse-weight MLP on tokens: repeated blocks of one layer, then one of two with its own activation and no biases.</summary>
[Model]
[TokenInput(11, 17)]
[SparseMlpBlock(0.4, Repeat = 2)]
[SparseMlpBlock(0.25, Expansion = 3, Seed = 3, Bias = false, Epsilon = 1e-5f, Activation = ActivationKind.SquaredRelu)]
[TokenMean, Linear(3)]
public sealed partial class SparseBlocks;
