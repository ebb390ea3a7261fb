namespace SparseGen;

/// <summary>
/// The permutations around a PK layer, J2 (I kron W) J1 (Hayase and Karakida 2024, arXiv 2306.01470, definition 5.1), as index lists.
/// Other code, and the paper, order the numbers of X [S, C] by columns, vec(X)[c S + s] = X[s, c]; here they are ordered by rows. With the
/// commutation K, K r(X) = vec(X), a pair (J1, J2) for vec is the pair (J1 K, K^T J2) for r.
/// </summary>
/// <param name="Before">J1: gather before the product.</param>
/// <param name="After">J2: gather after the product.</param>
public sealed record PermutationPair(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    /// <summary>From the order of columns to that of rows: (J1, J2) becomes (J1 K, K^T J2).</summary>
    /// <param name="tokens">S.</param>
    /// <param name="channels">C; both lists have S C indices.</param>
    /// <exception cref="ArgumentException">A list is null or has another length, or an index is out of range or comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or their product is above what an array can have.</exception>
    public PermutationPair ToRowMajor(int tokens, int channels) => Wrap(tokens, channels);

    /// <summary>From the order of rows to that of columns: (J1, J2) becomes (J1 K^T, K J2).</summary>
    /// <param name="tokens">S.</param>
    /// <param name="channels">C; both lists have S C indices.</param>
    /// <exception cref="ArgumentException">A list is null or has another length, or an index is out of range or comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or their product is above what an array can have.</exception>
    public PermutationPair ToColumnMajor(int tokens, int channels) => Wrap(channels, tokens);

    private PermutationPair Wrap(int rows, int columns)
    {
        int[] commutation = Permutations.Commutation(rows, columns);
        int[] inverse = Permutations.Commutation(columns, rows);
        return new PermutationPair(
            Permutations.Compose(commutation, Checked(Before, commutation.Length, nameof(Before))),
            Permutations.Compose(Checked(After, commutation.Length, nameof(After)), inverse));
    }

    private static int[] Checked(IReadOnlyList<int> indices, int length, string name)
    {
        if (indices is null || indices.Count != length)
        {
            string seen = indices is null ? "is null" : $"has {indices.Count} indices";
            throw new ArgumentException($"{name} {seen}; expected {length} indices, tokens times channels.", name);
        }

        int[] list = [.. indices];
        Permutations.Check(list, name, name);
        return list;
    }
}
