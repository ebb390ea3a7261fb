namespace SparseGen;

/// <summary>The mean over the tokens: [S, C] becomes [C].</summary>
public sealed class TokenMeanAttribute : LayerAttribute;
