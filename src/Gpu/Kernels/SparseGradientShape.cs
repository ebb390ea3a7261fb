using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Sizes and strides of the gradient of a sparse weight.</summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseGradientShape
{
    /// <summary>The shape.</summary>
    /// <param name="kept">Kept weights.</param>
    /// <param name="inputs">Inputs of the dense matrix.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="sourceRow">Floats from row to row of what the weight reads.</param>
    /// <param name="sourceFeature">Floats from feature to feature of it.</param>
    /// <param name="sourceSize">Floats from sample to sample of it.</param>
    /// <param name="targetRow">Floats from row to row of what the weight computes.</param>
    /// <param name="targetFeature">Floats from feature to feature of it.</param>
    /// <param name="targetSize">Floats from sample to sample of it.</param>
    public SparseGradientShape(
        int kept, int inputs, int rows, int sourceRow, int sourceFeature, int sourceSize, int targetRow, int targetFeature, int targetSize)
    {
        Kept = kept;
        Inputs = inputs;
        ByInputs = new Divider(inputs);
        Rows = rows;
        SourceFeature = sourceFeature;
        TargetFeature = targetFeature;
        Source = AxisMap.OfSamples(rows, sourceRow, sourceSize);
        Target = AxisMap.OfSamples(rows, targetRow, targetSize);
    }

    /// <summary>Kept weights.</summary>
    internal int Kept { get; }

    /// <summary>Inputs of the dense matrix.</summary>
    internal int Inputs { get; }

    /// <summary>What divides by them.</summary>
    internal Divider ByInputs { get; }

    /// <summary>Rows of a sample.</summary>
    internal int Rows { get; }

    /// <summary>Floats from feature to feature of what the weight reads.</summary>
    internal int SourceFeature { get; }

    /// <summary>Floats from feature to feature of what it computes.</summary>
    internal int TargetFeature { get; }

    /// <summary>Rows and samples of what the weight reads.</summary>
    internal AxisMap Source { get; }

    /// <summary>Rows and samples of what it computes.</summary>
    internal AxisMap Target { get; }
}
