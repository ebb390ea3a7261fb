namespace SparseGen;

/// <summary>
/// The spatial gating unit of gMLP, y = u * (W LN(v) + b), where u and v are the first and the second half of the channels and W mixes the tokens (Liu et al. 2021, Pay attention
/// to MLPs, arXiv 2105.08050). [S, 2 h] becomes [S, h]. W starts near 0 and b at 1, so that it begins as y = u. Names are timm's: <c>gate.norm</c>, <c>gate.proj</c>.
/// </summary>
public sealed class SpatialGateAttribute : LayerAttribute
{
    /// <summary>Added to the variance of LN; 1e-5 by default, PyTorch's, which timm leaves here.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there is a b; on by default.</summary>
    public bool Bias { get; set; } = true;
}
