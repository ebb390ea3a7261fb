namespace SparseGen;

/// <summary>The kinds of linear map that a block can use for token or channel mixing.</summary>
public enum LinearMap
{
    /// <summary>A full matrix, as <see cref="LinearAttribute"/>.</summary>
    Dense,

    /// <summary>A product of two block-diagonal matrices, as <see cref="MonarchAttribute"/>.</summary>
    Monarch,

    /// <summary>A matrix of which a static random mask keeps a share of the weights, as <see cref="SparseLinearAttribute"/>.</summary>
    Sparse,
}
