namespace SparseGen;

/// <summary>
/// y = s x with a number s for each place of the last dimension, which starts small: the last layer of a residual branch, so that a deep network begins near the identity
/// (Touvron et al. 2021, arXiv 2103.17239). The tensor [C] has the name of the layer: <c>ls1</c>, <c>ls2</c>, as timm's ResMLP calls them.
/// </summary>
/// <param name="initial">What all of s starts with; finite.</param>
public sealed class LayerScaleAttribute(double initial) : LayerAttribute
{
    /// <summary>What all of s starts with.</summary>
    public double Initial { get; } = initial;
}
