using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>All that a kernel for a product with a sparse weight gets.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SparseArguments
{
    /// <summary>The operands: the input is the left one, the kept weights are the right one. The batch counts the numbers of the result.</summary>
    public ProductArguments Product;

    /// <summary>Where each list of kept weights starts, and where the last one ends.</summary>
    public ArrayView<int> Starts;

    /// <summary>Which feature of the source each kept weight multiplies.</summary>
    public ArrayView<int> Indices;

    /// <summary>Where each kept weight is stored, for lists in another order than theirs.</summary>
    public ArrayView<int> Places;
}
