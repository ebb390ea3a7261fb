using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>Extents of a product of one sample.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProductExtents
{
    /// <summary>What the samples continue.</summary>
    public readonly BatchAxis Batch;

    /// <summary>Products that are computed apart.</summary>
    public readonly int Groups;

    /// <summary>Rows of the output.</summary>
    public readonly int Rows;

    /// <summary>Terms of a sum.</summary>
    public readonly int Depth;

    /// <summary>Columns of the output.</summary>
    public readonly int Columns;

    /// <summary>The extents.</summary>
    /// <param name="batch">What the samples continue.</param>
    /// <param name="groups">Products that are computed apart.</param>
    /// <param name="rows">Rows of the output.</param>
    /// <param name="depth">Terms of a sum.</param>
    /// <param name="columns">Columns of the output.</param>
    public ProductExtents(BatchAxis batch, int groups, int rows, int depth, int columns)
    {
        Batch = batch;
        Groups = groups;
        Rows = rows;
        Depth = depth;
        Columns = columns;
    }
}

/// <summary>What is stored of a gradient: padding too, which is zero in the partial sums as in the weight.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientExtents
{
    /// <summary>Rows with those that pad the last panel.</summary>
    public readonly int Rows;

    /// <summary>Columns with those that pad the last panel.</summary>
    public readonly int Columns;

    /// <summary>Floats of a partial sum, all groups counted.</summary>
    public readonly int Length;

    /// <summary>Floats of the gradient of a bias, which is the sum of the left operand's rows; 0 for none.</summary>
    public readonly int BiasRows;

    /// <summary>Floats of the gradient of a bias, which is the sum of the right operand's columns; 0 for none.</summary>
    public readonly int BiasColumns;

    /// <summary>The extents.</summary>
    /// <param name="rows">Rows with those that pad the last panel.</param>
    /// <param name="columns">Columns with those that pad the last panel.</param>
    /// <param name="length">Floats of a partial sum, all groups counted.</param>
    /// <param name="biasRows">Floats of the gradient of a bias, which is the sum of the left operand's rows; 0 for none.</param>
    /// <param name="biasColumns">Floats of the gradient of a bias, which is the sum of the right operand's columns; 0 for none.</param>
    public GradientExtents(int rows, int columns, int length, int biasRows = 0, int biasColumns = 0)
    {
        Rows = rows;
        Columns = columns;
        Length = length;
        BiasRows = biasRows;
        BiasColumns = biasColumns;
    }
}
