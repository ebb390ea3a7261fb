using System.ComponentModel;

namespace SparseGen.Graph;

/// <summary>How a matrix of a product lies in a tensor or sample: numbers from one group, row and column to the next.</summary>
/// <param name="Group">From group to group.</param>
/// <param name="Row">From row to row.</param>
/// <param name="Column">From column to column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixStrides(int Group, int Row, int Column);
