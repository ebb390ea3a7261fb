namespace SparseGen.Analysis;

/// <summary>What is left of a matrix when its noise is taken off.</summary>
/// <param name="Rank">How many singular values are not 0.</param>
/// <param name="Noise">sigma: the noise has entries of variance sigma^2 / d with d the smaller side.</param>
/// <param name="SingularValues">The signal's singular values, [d], from the largest down; none is negative.</param>
public sealed record RankEstimate(int Rank, double Noise, IReadOnlyList<double> SingularValues);
