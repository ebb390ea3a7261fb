namespace SparseGen;

/// <summary>
/// A block tensor train on the last dimension (Qiu et al. 2024, arXiv 2406.06248), y = (sum over r of L_r P R_r) x + b: block-diagonal L_r and R_r and the transposition P between
/// them. The part of the matrix between two blocks has this rank; with 1 it is a Monarch matrix.
/// </summary>
/// <remarks>
/// The tensors are those of <see cref="MonarchAttribute"/> with rank times blocks numbers from each block: output r blocks + l of <c>blkdiag1</c> goes to block l,
/// and input k rank + r of <c>blkdiag2</c> comes from block k. They start as those of <see cref="LowRankAttribute"/>.
/// </remarks>
/// <param name="outputs">Size of the last dimension afterwards.</param>
/// <param name="blocks">Blocks of either factor, up to the smaller of inputs and outputs.</param>
/// <param name="rank">Terms of the sum, up to the smaller of a block's inputs and outputs.</param>
public sealed class BlockTensorTrainAttribute(int outputs, int blocks, int rank) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Blocks of either factor.</summary>
    public int Blocks { get; } = blocks;

    /// <summary>Terms of the sum.</summary>
    public int Rank { get; } = rank;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
