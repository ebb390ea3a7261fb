namespace SparseGen.Tests.Training.Fitting;

/// <summary>With noise, so that a run that goes on shows whether its steps are counted on.</summary>
[Model, VectorInput(3), Linear(9), Activation(ActivationKind.Gelu), Dropout(0.2), Linear(5)]
public sealed partial class NoisyProbe;

/// <summary>One layer.</summary>
[Model, VectorInput(4), Linear(3)]
public sealed partial class FourToThree;
