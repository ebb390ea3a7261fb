using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>What the samples of a batch continue in a product. The generator is compiled with this file too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#if SPARSEGEN_GENERATOR
internal
#else
public
#endif
enum BatchAxis
{
    /// <summary>Nothing: each sample has products of its own.</summary>
    Samples,

    /// <summary>The rows: one product handles them all.</summary>
    Rows,

    /// <summary>The columns: one product handles them all.</summary>
    Columns,

    /// <summary>The sum: one product handles them all.</summary>
    Depth,
}
