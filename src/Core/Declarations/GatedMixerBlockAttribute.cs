namespace SparseGen;

/// <summary>
/// One block of TinyTimeMixer (Ekambaram et al. 2024, arXiv 2401.03955) on X [S, C] of any size: U = X + gate(MLP(LN(X)^T))^T along the patches, Y = U + gate(MLP(LN(U))) along the
/// features, each MLP with a hidden width of <see cref="Expansion"/> times its inputs and exact GELU, and gate(z) = z * softmax(A z + a).
/// </summary>
/// <remarks>
/// Tensors have the names of its files: <c>patch_mixer</c> and <c>feature_mixer</c> with <c>norm.norm</c>, <c>mlp.fc1</c>, <c>mlp.fc2</c> and <c>gating_block.attn_layer</c>.
/// </remarks>
/// <param name="expansion">Hidden width of each MLP over its inputs.</param>
public sealed class GatedMixerBlockAttribute(int expansion) : LayerAttribute
{
    /// <summary>Hidden width of each MLP over its inputs.</summary>
    public int Expansion { get; } = expansion;

    /// <summary>Added to the variance in both layer norms; 1e-5 by default, as in the files.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Probability with which training sets a number behind the activation and behind each MLP to zero, at least 0 and below 1; 0 by default. See <see cref="DropoutAttribute"/>.
    /// </summary>
    public double Dropout { get; set; }
}
