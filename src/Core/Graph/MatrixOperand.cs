using System.ComponentModel;

namespace SparseGen.Graph;

/// <summary>What a product reads, and how it lies.</summary>
/// <param name="Value">A tensor or a value of each sample.</param>
/// <param name="Strides">How its matrices lie in it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixOperand(GraphValue Value, MatrixStrides Strides)
{
    /// <summary>Makes one of numbers.</summary>
    /// <param name="value">A tensor or a value of each sample.</param>
    /// <param name="group">From group to group.</param>
    /// <param name="row">From row to row.</param>
    /// <param name="column">From column to column.</param>
    public MatrixOperand(GraphValue value, int group, int row, int column)
        : this(value, new MatrixStrides(group, row, column))
    {
    }
}
