namespace SparseGen;

/// <summary>
/// y = alpha x + beta with a number of each for each place of the last dimension: what ResMLP has in place of layer norms (Touvron et al. 2021, arXiv 2105.03404). alpha starts
/// at 1 and beta at 0; as in timm both have the shape [1, 1, C].
/// </summary>
public sealed class AffineAttribute : LayerAttribute;
