namespace SparseGen;

/// <summary>
/// Layer normalisation over the last dimension with learned scale and shift (Ba et al. 2016, arXiv 1607.06450):
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias.
/// </summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance; 1e-6 by default, as in timm.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>Whether a learned shift is added; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Whether the norm runs over the tokens too, over all numbers of a sample together, with weight and bias [tokens, channels]: the two-dimensional norm of TSMixer
    /// (Chen et al. 2023, arXiv 2303.06053). Off by default.
    /// </summary>
    public bool OverTokens { get; set; }
}
