namespace SparseGen;

/// <summary>
/// A convolution: an image [channels, height, width] becomes [filters, (height + 2 padding - kernel) / stride + 1, ...], rounded down, as in PyTorch's Conv2d and with its names,
/// shapes and initial values. It is a matrix product that reads the image through an index map; no matrix of patches is written.
/// </summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernel">Height and width of the kernel.</param>
/// <param name="stride">Rows and columns from place to place.</param>
/// <param name="padding">Rows and columns of zeros around the image; less than the kernel.</param>
/// <param name="groups">Groups of channels that are convolved each for itself; divides the channels and the filters.</param>
public sealed class ConvolutionAttribute(int filters, int kernel, int stride = 1, int padding = 0, int groups = 1) : LayerAttribute
{
    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Height and width of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Rows and columns from place to place.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows and columns of zeros around the image.</summary>
    public int Padding { get; } = padding;

    /// <summary>Groups of channels that are convolved each for itself.</summary>
    public int Groups { get; } = groups;

    /// <summary>Whether a bias is added to each channel; on by default.</summary>
    public bool Bias { get; set; } = true;
}
