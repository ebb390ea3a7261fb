using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>An activation as a sparse product reads it: features, each with a number for every row of the batch.</summary>
/// <param name="Value">The activation.</param>
/// <param name="Features">Features: the extent that the weight knows.</param>
/// <param name="FeatureStride">Floats from one feature to the next.</param>
/// <param name="Rows">Rows of one sample: the extent that the weight does not know.</param>
/// <param name="RowStride">Floats from one row to the next.</param>
internal sealed record SparseOperand(Value Value, int Features, int FeatureStride, int Rows, int RowStride) : Unprinted
{
    /// <summary>Whether the samples of a batch simply continue the rows.</summary>
    public bool RowsContinue => Value.Size == (long)Rows * RowStride;

    /// <summary>Whether the rows of a feature lie side by side, rather than the features of a row.</summary>
    public bool RowsAreAdjacent => RowStride == 1;

    /// <summary>Whether each row is its features, one after another, and nothing else.</summary>
    public bool HasAdjacentFeatures => FeatureStride == 1 && RowStride == Features && !RowsAreAdjacent;

    /// <summary>How it lies in memory, in the order of the constructors of the library's shapes: part of a kernel's identity.</summary>
    public string Layout => string.Join(", ", Value.Size, Features, FeatureStride, Rows, RowStride);
}
