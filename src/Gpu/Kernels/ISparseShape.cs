using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>The shape of a product with a sparse weight. Types of this kind are generated; to ILGPU their members are constants.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISparseShape
{
    /// <summary>What the product reads.</summary>
    static abstract SparseExtents Source { get; }

    /// <summary>What it computes.</summary>
    static abstract SparseExtents Target { get; }
}

/// <summary>How features and rows of a sample lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseExtents
{
    /// <summary>Floats of a sample.</summary>
    public readonly int Size;

    /// <summary>Features: the dimension that the weight knows.</summary>
    public readonly int Features;

    /// <summary>From feature to feature.</summary>
    public readonly int FeatureStride;

    /// <summary>Rows: the dimension that the weight does not know.</summary>
    public readonly int Rows;

    /// <summary>From row to row.</summary>
    public readonly int RowStride;

    /// <summary>The extents.</summary>
    /// <param name="size">Floats of a sample.</param>
    /// <param name="features">Features.</param>
    /// <param name="featureStride">From feature to feature.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">From row to row.</param>
    public SparseExtents(int size, int features, int featureStride, int rows, int rowStride)
    {
        Size = size;
        Features = features;
        FeatureStride = featureStride;
        Rows = rows;
        RowStride = rowStride;
    }
}
