namespace SparseGen.Structure;

/// <summary>What came of a projection.</summary>
/// <param name="Factors">The nearest Monarch matrix.</param>
/// <param name="Error">Its distance from the dense one in the Frobenius norm: the root of the sum of the discarded squared singular values.</param>
public sealed record MonarchProjection(MonarchFactors Factors, double Error);
