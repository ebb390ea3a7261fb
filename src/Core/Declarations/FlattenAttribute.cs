namespace SparseGen;

/// <summary>
/// One vector of all numbers of a sample, in the order in which they lie: [S, C] becomes [S * C], r(X)[s * C + c] = X[s, c], and an image
/// [channels, height, width] becomes [channels * height * width], as PyTorch's <c>flatten</c> has it. Nothing is moved or computed.
/// </summary>
public sealed class FlattenAttribute : LayerAttribute;
