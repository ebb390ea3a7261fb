namespace SparseGen;

/// <summary>
/// A map of the last dimension that the members of an ensemble share but for vectors of their own, y_i = s_i * (W (r_i * x_i)) + b_i (Wen et al. 2020, arXiv
/// 2002.06715; TabM, Gorishniy et al. 2024, arXiv 2410.24210). Members are tokens: a vector becomes [members, outputs], and [members, inputs] stay as many.
/// </summary>
/// <remarks>
/// <see cref="MemberLinearAttribute"/> ends such a model, <see cref="MemberLoss"/> trains its members. The tensors <c>weight</c> [outputs, inputs], <c>r</c>
/// [members, inputs], <c>s</c> and <c>bias</c> [members, outputs] start as TabM's: r with random signs where a vector becomes members, else r and s with 1.
/// </remarks>
/// <param name="members">Members of the ensemble; TabM has 32.</param>
/// <param name="outputs">Size of the last dimension afterwards.</param>
public sealed class BatchEnsembleAttribute(int members, int outputs) : LayerAttribute
{
    /// <summary>Members of the ensemble.</summary>
    public int Members { get; } = members;

    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
