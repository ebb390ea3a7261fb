namespace SparseGen;

/// <summary>
/// A fixed order of the numbers of a sample. A permutation J is a gather, (Jx)[i] = x[sigma(i)], on the sample's numbers in memory order;
/// its inverse is its transpose. <see cref="Permutations"/> gives the index lists.
/// </summary>
public enum Permutation
{
    /// <summary>The identity: nothing moves, and nothing is computed for it.</summary>
    None,

    /// <summary>
    /// The commutation K: from X [S, C] to its transpose, K r(X) = r(X^T), (Kx)[c S + s] = x[s C + c]. It is Jc^T of Hayase and Karakida (2024, arXiv
    /// 2306.01470), who flatten by columns, Jc vec(X) = vec(X^T).
    /// </summary>
    Commutation,

    /// <summary>The inverse of <see cref="Commutation"/>: K^T r(X^T) = r(X); Jc of the paper.</summary>
    InverseCommutation,

    /// <summary>Drawn once, uniformly, from a seed; then frozen.</summary>
    Random,

    /// <summary>The inverse of <see cref="Random"/> with the same seed.</summary>
    InverseRandom,

    /// <summary>
    /// A list of the program's own, which a static member gives: <c>PermutedKronecker(8, Before = Permutation.List, BeforeList = nameof(Order))</c>. The lists of
    /// <see cref="Permutations"/> are at hand for it, such as <see cref="Permutations.BlockLocal"/> and <see cref="Permutations.BitReversed"/>.
    /// </summary>
    List,

    /// <summary>The inverse of <see cref="List"/> with the same member.</summary>
    InverseList,
}
