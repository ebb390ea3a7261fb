namespace SparseGen.Tests.Analysis;

/// <summary>Six numbers and three classes, through layers that start as identities.</summary>
[Model(Taps = true, Initialization = Initialization.Identity)]
[VectorInput(9)]
[Use<IdentityStep>(Repeat = 3)]
public sealed partial class IdentityTower;

/// <summary>A layer as wide as the input.</summary>
[Block]
[Linear(9), Activation(ActivationKind.Relu)]
public sealed partial class IdentityStep;
