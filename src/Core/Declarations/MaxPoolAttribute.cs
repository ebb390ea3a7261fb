namespace SparseGen;

/// <summary>The largest number of each channel that a window sees: PyTorch's MaxPool2d. Zeros are not among what it sees beyond the edges.</summary>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="stride">Rows and columns from place to place; 0, the default, for those of the window.</param>
/// <param name="padding">Rows and columns around the image that a window may reach; at most half of it.</param>
public sealed class MaxPoolAttribute(int kernel, int stride = 0, int padding = 0) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Rows and columns from place to place; 0 for those of the window.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows and columns around the image that a window may reach.</summary>
    public int Padding { get; } = padding;
}
