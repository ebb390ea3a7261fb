using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Sizes and strides of the gradient of a sparse weight, a thread a weight.</summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseGradientShape
{
    /// <summary>The shape.</summary>
    /// <param name="kept">Kept weights.</param>
    /// <param name="source">How what the weight reads lies.</param>
    /// <param name="target">How what the weight computes lies.</param>
    internal SparseGradientShape(int kept, SparseExtents source, SparseExtents target)
    {
        Kept = kept;
        Inputs = source.Features;
        ByInputs = new Divider(source.Features);
        SourceFeature = source.FeatureStride;
        TargetFeature = target.FeatureStride;
        Source = AxisMap.OfSamples(source.Rows, source.RowStride, source.Size);
        Target = AxisMap.OfSamples(target.Rows, target.RowStride, target.Size);
    }

    /// <summary>Kept weights.</summary>
    internal int Kept { get; }

    /// <summary>Inputs of the dense matrix.</summary>
    internal int Inputs { get; }

    /// <summary>What divides by them.</summary>
    internal Divider ByInputs { get; }

    /// <summary>Floats from feature to feature of what the weight reads.</summary>
    internal int SourceFeature { get; }

    /// <summary>Floats from feature to feature of what it computes.</summary>
    internal int TargetFeature { get; }

    /// <summary>Rows and samples of what the weight reads.</summary>
    internal AxisMap Source { get; }

    /// <summary>Rows and samples of what it computes.</summary>
    internal AxisMap Target { get; }
}
