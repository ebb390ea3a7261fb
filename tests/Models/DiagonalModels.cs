namespace SparseGen.Tests.Models;

/// <summary>The diagonal linear network of Woodworth et al. (2020), just past a vector of 16.</summary>
[Model]
[VectorInput(17)]
[DiagonalLinear, FeatureSum]
public sealed partial class DiagonalNetwork;

/// <summary>The network on which gradient regularisation is followed closely.</summary>
[Model]
[VectorInput(8)]
[DiagonalLinear(InitialScale = 0.3f), FeatureSum]
public sealed partial class SmallDiagonalNetwork;

/// <summary>One number, one weight.</summary>
[Model]
[VectorInput(1)]
[DiagonalLinear(InitialScale = 0.5f), FeatureSum]
public sealed partial class UnitDiagonal;

/// <summary>Diagonals on tokens: of the input, behind an activation whose output is computed again, and before a sum that leaves a column.</summary>
[Model]
[TokenInput(7, 37)]
[DiagonalLinear(Name = "first"), Linear(29), Activation(ActivationKind.GeluTanh)]
[DiagonalLinear, Activation(ActivationKind.Gelu)]
[FeatureSum, Linear(5), TokenMean]
[Linear(3)]
public sealed partial class TokenDiagonal;

/// <summary>Copies one after another: a loop whose copies have diagonals of their own.</summary>
[Model]
[VectorInput(67)]
[DiagonalLinear(Repeat = 3), Linear(131)]
[DiagonalLinear(Name = "wide"), Linear(2)]
public sealed partial class DeepDiagonal;

/// <summary>A long sum: more than one pass of every vector width, and a ragged rest.</summary>
[Model]
[VectorInput(307)]
[LayerNorm, DiagonalLinear, FeatureSum]
public sealed partial class LongDiagonal;
