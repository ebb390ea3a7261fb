using System.ComponentModel;

namespace SparseGen.Kernels.Cpu;

/// <summary>An activation as a <see cref="SparseProduct"/> meets it: features, each with a number for every row of the batch. Strides are in floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseOperandShape
{
    /// <summary>Floats of a sample.</summary>
    public required int Size { get; init; }

    /// <summary>Number of features: the extent that the weight knows.</summary>
    public required int Features { get; init; }

    /// <summary>From feature to feature.</summary>
    public required int FeatureStride { get; init; }

    /// <summary>Rows of a sample: the extent that the weight does not know.</summary>
    public required int Rows { get; init; }

    /// <summary>From row to row.</summary>
    public required int RowStride { get; init; }

    /// <summary>Whether it lies packed: see <see cref="Simd.PackedValues"/>.</summary>
    public bool IsPacked { get; init; }

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
