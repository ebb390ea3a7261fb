namespace SparseGen;

/// <summary>
/// A Monarch matrix (Dao et al. 2022, arXiv 2204.00595) on the last dimension: y = P^T L P R x + b, where R and L are block-diagonal with
/// <see cref="Blocks"/> blocks each and P is the transposition between them. For n inputs and m outputs, with p = ceil(n / Blocks),
/// s = ceil(m / Blocks) and r = min(p, s), the learned tensors are <c>blkdiag1</c> [Blocks, r, p], <c>blkdiag2</c> [Blocks, s, r] and
/// <c>bias</c> [m], as in MonarchLinear of HazyResearch/fly. Where Blocks does not divide, x is padded with zeros and y is cut off.
/// </summary>
/// <remarks>
/// It starts with the variance of outputs that a dense layer of the same size has: r (n / Blocks) Var(L) Var(R) = n Var(W) with
/// Var(W) = 2 / (n + m).
/// </remarks>
/// <param name="outputs">Size of the last dimension afterwards, m.</param>
public sealed class MonarchAttribute(int outputs) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards, m.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Number of blocks, from 1 to the smaller of inputs and outputs; 4 by default.</summary>
    public int Blocks { get; set; } = 4;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
