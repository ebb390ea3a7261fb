namespace SparseGen;

/// <summary>The sum over the last dimension: [F] becomes [1], and [S, C] becomes [S, 1].</summary>
public sealed class FeatureSumAttribute : LayerAttribute;
