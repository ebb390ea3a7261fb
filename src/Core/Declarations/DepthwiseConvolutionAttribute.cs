namespace SparseGen;

/// <summary>
/// A convolution of each channel for itself: an image [channels, height, width] becomes one of as many channels. Names, shapes and initial values are those of PyTorch's Conv2d
/// with as many groups as channels. It multiplies as little as it reads, and has a kernel of its own.
/// </summary>
/// <param name="kernel">Height and width of the kernel.</param>
/// <param name="stride">Rows and columns from place to place.</param>
/// <param name="padding">Rows and columns of zeros around the image; less than the kernel.</param>
public sealed class DepthwiseConvolutionAttribute(int kernel, int stride = 1, int padding = 0) : LayerAttribute
{
    /// <summary>Height and width of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Rows and columns from place to place.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows and columns of zeros around the image.</summary>
    public int Padding { get; } = padding;

    /// <summary>Whether a bias is added to each channel; on by default.</summary>
    public bool Bias { get; set; } = true;
}
