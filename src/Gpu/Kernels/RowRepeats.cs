using System.ComponentModel;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>Rows that several neighbours share, each number times a factor: the gradient of a mean over tokens, without a copy for each token.</summary>
/// <remarks>Kernels take it by value, so that its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowRepeats
{
    private readonly Divider _rows;

    /// <summary>The rows.</summary>
    /// <param name="rows">How many neighbours share one.</param>
    /// <param name="factor">What its numbers are multiplied by.</param>
    public RowRepeats(int rows, float factor)
    {
        _rows = new Divider(rows);
        Factor = factor;
    }

    /// <summary>The rows, or each one for itself where nothing was said.</summary>
    internal static RowRepeats OrNone(RowRepeats repeats) => repeats.Factor == 0f ? new(1, 1f) : repeats;

    /// <summary>What the numbers are multiplied by; by 1 they stay what they are.</summary>
    internal float Factor { get; }

    /// <summary>The row that one shares.</summary>
    /// <param name="repeats">The rows.</param>
    /// <param name="row">The row; beyond the last one nobody asks for its numbers.</param>
    internal static int Shared(RowRepeats repeats, int row) => Divider.Divide(repeats._rows, row);
}
