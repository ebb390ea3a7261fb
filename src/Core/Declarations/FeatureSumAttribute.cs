namespace SparseGen;

/// <summary>The sum over the last dimension, y = sum over f of x_f, of each token by itself: [F] becomes [1], and [S, C] becomes [S, 1].</summary>
public sealed class FeatureSumAttribute : LayerAttribute;
