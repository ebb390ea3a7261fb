namespace SparseGen.Tests.Training;

/// <summary>One output, whose sign is a class.</summary>
[Model]
[VectorInput(6)]
[Linear(8), Activation(ActivationKind.Gelu), Linear(1)]
public sealed partial class YesOrNo;
