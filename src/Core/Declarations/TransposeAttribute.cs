namespace SparseGen;

/// <summary>
/// Y = X^T: [S, C] becomes [C, S], so that layers of the last dimension map what were tokens. Two of them with nothing or an activation between cancel, and cost nothing.
/// </summary>
public sealed class TransposeAttribute : LayerAttribute;
