namespace SparseGen;

/// <summary>
/// A map of low rank on the last dimension, y = U V x + b, with the tensors <c>down.weight</c> V [rank, inputs], <c>up.weight</c> U [outputs, rank] and <c>up.bias</c>.
/// </summary>
/// <remarks>
/// Both start normal with deviation sqrt(min(1, m / n) / n) for their m outputs and n inputs, so that their product stretches as a dense layer does (Qiu et al.
/// 2024, arXiv 2406.06248).
/// </remarks>
/// <param name="outputs">Size of the last dimension afterwards.</param>
/// <param name="rank">Numbers between the factors, up to the smaller of inputs and outputs.</param>
public sealed class LowRankAttribute(int outputs, int rank) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Numbers between the factors.</summary>
    public int Rank { get; } = rank;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
