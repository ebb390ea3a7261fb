namespace SparseGen;

/// <summary>The mean of each channel over a window: PyTorch's AvgPool2d, which counts what lies beyond the edges as zeros.</summary>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="stride">Rows and columns from place to place; 0, the default, for those of the window.</param>
/// <param name="padding">Rows and columns of zeros around the image; at most half of the window.</param>
public sealed class AveragePoolAttribute(int kernel, int stride = 0, int padding = 0) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Rows and columns from place to place; 0 for those of the window.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows and columns of zeros around the image.</summary>
    public int Padding { get; } = padding;
}
