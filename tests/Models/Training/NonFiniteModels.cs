namespace SparseGen.Tests.Training.NonFinite;

/// <summary>A loop of blocks, so that activations of a repetition have a number.</summary>
[Model, TokenInput(5, 6), MixerBlock(3, 7, Repeat = 2), LayerNorm, TokenMean, Linear(4)]
public sealed partial class TwoBlocks;

/// <summary>Sparse layers, between which the CPU keeps rows of samples side by side.</summary>
[Model, VectorInput(23), SparseLinear(19, 0.3), Activation(ActivationKind.Relu), SparseLinear(17, 0.4), Linear(4)]
public sealed partial class SparseThree;
