namespace SparseGen;

/// <summary>The mask of a sparse tensor.</summary>
/// <param name="Tensor">Name of the tensor.</param>
/// <param name="Mask">Which of its weights are kept.</param>
public sealed record MaskInfo(string Tensor, SparseMask Mask);
