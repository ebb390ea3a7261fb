using SparseGen.Generators.Ops;

namespace SparseGen.Generators.IR;

/// <summary>How a weight W that serves several blocks stands in the matrix of its layer, J2 (I kron W) J1.</summary>
/// <param name="Count">Size of the identity I.</param>
/// <param name="Before">J1; null for the identity.</param>
/// <param name="After">J2; null for the identity.</param>
internal sealed record RepeatedWeight(int Count, PermutationFactor? Before = null, PermutationFactor? After = null) : Unprinted;
