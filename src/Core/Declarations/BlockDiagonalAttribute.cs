namespace SparseGen;

/// <summary>
/// A block-diagonal matrix on the last dimension, one factor of a Monarch matrix (Dao et al. 2022, arXiv 2204.00595): y = diag(B_1, ..., B_b) x + bias.
/// With <see cref="Shared"/> it is (I kron B) x + bias. For n inputs and m outputs the learned tensors are
/// <c>weight</c> [Blocks, ceil(m / Blocks), ceil(n / Blocks)] and <c>bias</c> [m], as in BlockdiagLinear of HazyResearch/fly. Where
/// Blocks does not divide, x is padded with zeros and y is cut off.
/// </summary>
/// <remarks>
/// It starts with the variance of outputs that a dense layer of the same size has: entries of variance 2 Blocks / (n + m).
/// </remarks>
/// <param name="outputs">Size of the last dimension afterwards, m.</param>
public sealed class BlockDiagonalAttribute(int outputs) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards, m.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Number of blocks, from 1 to the smaller of inputs and outputs; 4 by default.</summary>
    public int Blocks { get; set; } = 4;

    /// <summary>
    /// Whether all blocks are the same matrix, so that the map is I kron B; off by default. Then <c>weight</c> is
    /// [ceil(m / Blocks), ceil(n / Blocks)].
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
