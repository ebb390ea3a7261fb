using SparseGen;

namespace Stranger;

/// <summary>Learns a function of the sum of its inputs.</summary>
[Model, VectorInput(16), Linear(32), Activation(ActivationKind.Gelu), Linear(1)]
public sealed partial class Sums;
