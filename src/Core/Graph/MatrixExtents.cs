using System.ComponentModel;

namespace SparseGen.Graph;

/// <summary>Sizes of a product: groups of matrices [rows, depth] times [depth, columns].</summary>
/// <param name="Groups">Products side by side.</param>
/// <param name="Rows">Rows of each.</param>
/// <param name="Depth">Terms of each sum.</param>
/// <param name="Columns">Columns of each.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixExtents(int Groups, int Rows, int Depth, int Columns);
