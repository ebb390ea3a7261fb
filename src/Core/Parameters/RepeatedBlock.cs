namespace SparseGen;

/// <summary>
/// How a weight W that serves several blocks stands in the matrix of its layer, J2 (I kron W) J1: shared blocks, and PK layers (Hayase and
/// Karakida 2024, arXiv 2306.01470, definition 5.1).
/// </summary>
/// <param name="Count">Size of the identity I: how often W comes.</param>
/// <param name="Before">Draws J1, the gather before the product, as in <see cref="Permutations"/>; null for the identity.</param>
/// <param name="After">Draws J2, the gather after the product; null for the identity.</param>
public sealed record RepeatedBlock(int Count, Func<int[]>? Before = null, Func<int[]>? After = null);
