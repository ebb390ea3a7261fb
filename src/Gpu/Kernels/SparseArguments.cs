using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>All that a kernel for a product with a sparse weight gets.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SparseArguments
{
    /// <summary>
    /// The operands: the input is the left one, the kept weights are the right one, each packed where rows are. The batch counts the numbers of the result, and its rows where they
    /// are packed.
    /// </summary>
    public ProductArguments Product;

    /// <summary>Where each list of kept weights starts, and where the last one ends; in fours of weights where rows are packed.</summary>
    public ArrayView<int> Starts;

    /// <summary>Which feature of the source each kept weight multiplies.</summary>
    public ArrayView<int> Indices;

    /// <summary>Where each kept weight is stored, for lists in another order than theirs. Not for packed rows, whose weights are in the order of the lists.</summary>
    public ArrayView<int> Places;

    /// <summary>Lists that a group has at a time, of packed rows.</summary>
    public Divider Lists;

    /// <summary>Pieces of work of a slice of packed rows.</summary>
    public Divider PiecesOfSlice;

    /// <summary>Pieces of work.</summary>
    public int Pieces;

    /// <summary>Pieces that a group goes through.</summary>
    public int Share;
}
