using System.ComponentModel;

namespace SparseGen.Kernels.Cpu;

/// <summary>An activation as a <see cref="SparseProduct"/> meets it: features, each with a number for every row of the batch. Strides are in floats.</summary>
/// <param name="size">Floats of a sample.</param>
/// <param name="features">Number of features: the extent that the weight knows.</param>
/// <param name="featureStride">From feature to feature.</param>
/// <param name="rows">Rows of a sample: the extent that the weight does not know.</param>
/// <param name="rowStride">From row to row.</param>
/// <param name="isPacked">Whether it lies packed: see <see cref="Simd.PackedValues"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseOperandShape(int size, int features, int featureStride, int rows, int rowStride, bool isPacked = false)
{
    /// <summary>Floats of a sample.</summary>
    internal int Size => size;

    /// <summary>Number of features: the extent that the weight knows.</summary>
    internal int Features => features;

    /// <summary>From feature to feature.</summary>
    internal int FeatureStride => featureStride;

    /// <summary>Rows of a sample: the extent that the weight does not know.</summary>
    internal int Rows => rows;

    /// <summary>From row to row.</summary>
    internal int RowStride => rowStride;

    /// <summary>Whether it lies packed.</summary>
    internal bool IsPacked => isPacked;

    /// <summary>Whether the rows of a feature lie side by side, rather than the features of a row.</summary>
    internal bool RowsAreAdjacent => RowStride == 1;
}

/// <summary>The operands of a <see cref="SparseProduct"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseProductShape
{
    /// <summary>What the product reads; of a gradient of the weight, the operand with the weight's inputs.</summary>
    public required SparseOperandShape Source { get; init; }

    /// <summary>What the product computes; of a gradient of the weight, the operand with the weight's outputs.</summary>
    public required SparseOperandShape Target { get; init; }

    /// <summary>Whether the samples of a batch continue the rows.</summary>
    public bool MergesRows { get; init; }
}
