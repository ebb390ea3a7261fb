using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// An activation as rows of features, and how it is packed for a sparse product: slices of 32 rows, and in each the 32 numbers of a feature side by side. Behind the last feature
/// there is one of zeros. Rows that fill the last slice are zeros too.
/// </summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparseRowsShape
{
    /// <summary>Features that are packed together, through shared memory: as many as there are rows.</summary>
    internal const int Block = KernelSizes.SparseRows;

    /// <summary>The power of two that a block is.</summary>
    internal const int Power = 5;

    /// <summary>The shape.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="extents">How features and rows of a sample lie.</param>
    internal SparseRowsShape(int samples, SparseExtents extents)
    {
        Rows = samples * extents.Rows;
        Features = extents.Features;
        FeatureStride = extents.FeatureStride;
        Map = AxisMap.OfSamples(extents.Rows, extents.RowStride, extents.Size);
        IsByFeatures = extents.RowStride == 1 && extents.Rows > 1 ? 1 : 0;
        BlocksOfSlice = (extents.Features + Block) / Block;
        ByBlocks = new Divider(BlocksOfSlice);
    }

    /// <summary>Rows of all samples.</summary>
    internal int Rows { get; }

    /// <summary>Features.</summary>
    internal int Features { get; }

    /// <summary>Floats from feature to feature.</summary>
    internal int FeatureStride { get; }

    /// <summary>Where a row starts.</summary>
    internal AxisMap Map { get; }

    /// <summary>1 where the rows of a feature lie side by side.</summary>
    internal int IsByFeatures { get; }

    /// <summary>Blocks of features of a slice, that of zeros included.</summary>
    internal int BlocksOfSlice { get; }

    /// <summary>What divides by them.</summary>
    internal Divider ByBlocks { get; }

    /// <summary>Slices.</summary>
    internal int Slices => (Rows + KernelSizes.SparseRows - 1) / KernelSizes.SparseRows;

    /// <summary>Floats of a slice.</summary>
    internal int Pitch => (Features + 1) * KernelSizes.SparseRows;

    /// <summary>Floats of all slices.</summary>
    internal long Length => (long)Slices * Pitch;

    /// <summary>Blocks of all slices.</summary>
    internal int Blocks => Slices * BlocksOfSlice;
}
