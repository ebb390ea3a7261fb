using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// How an op reads an image [height, width, channels] through a window: for the place (y, x) of the output and the place (ky, kx) of the kernel it takes the pixel at
/// (stride y + ky - top, stride x + kx - left), zero beyond the edges. A product reads it as its left operand [places, (ky, kx, c)]: an index map in place of strides, so that
/// no matrix of patches is ever written (Chetlur et al. 2014, arXiv 1410.0759).
/// </summary>
/// <param name="Height">Height of the image.</param>
/// <param name="Width">Its width.</param>
/// <param name="Channels">Its channels, those of all groups.</param>
/// <param name="KernelHeight">Height of the kernel.</param>
/// <param name="KernelWidth">Its width.</param>
/// <param name="OutputHeight">Height of the output.</param>
/// <param name="OutputWidth">Its width.</param>
/// <param name="Stride">Rows, and columns, from place to place.</param>
/// <param name="Top">Rows of zeros before the first one; less than none leaves out as many.</param>
/// <param name="Left">Columns of zeros before the first one.</param>
/// <param name="Spread">Rows, and columns, from one pixel to the next: between them are zeros.</param>
internal sealed record Window(
    int Height, int Width, int Channels, int KernelHeight, int KernelWidth, int OutputHeight, int OutputWidth, int Stride = 1, int Top = 0, int Left = 0, int Spread = 1)
    : Unprinted
{
    /// <summary>A window as wide as high, that slides over an image [channels, height, width] and stops where the kernel has no room any more.</summary>
    /// <param name="image">The image's shape.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">Rows, and columns, from place to place.</param>
    /// <param name="padding">Rows, and columns, of zeros around the image.</param>
    public static Window Over(Shape image, int kernel, int stride, int padding)
    {
        (int height, int width) = (image.Dimensions[1], image.Dimensions[2]);
        return new(height, width, image.Dimensions[0], kernel, kernel, Places(height, kernel, stride, padding), Places(width, kernel, stride, padding), stride, padding, padding);
    }

    /// <summary>Weights of a kernel for one channel.</summary>
    public int Taps => Sizes.Weight(Sizes.Times(KernelHeight, KernelWidth));

    /// <summary>Pixels of the image.</summary>
    public int Pixels => Height * Width;

    /// <summary>Places of the output.</summary>
    public int OutputPixels => OutputHeight * OutputWidth;

    /// <summary>Whether all that is read are pixels, so that steps through the image are by strides alone.</summary>
    public bool IsInside => Top == 0 && Left == 0 && Spread == 1 && Reach(OutputHeight, KernelHeight) <= Height && Reach(OutputWidth, KernelWidth) <= Width;

    /// <summary>From row to row of the image.</summary>
    public int Row => Width * Channels;

    /// <summary>The same window on a copy of the image in which the zeros are there.</summary>
    public Window Padded => this with { Height = Reach(OutputHeight, KernelHeight), Width = Reach(OutputWidth, KernelWidth), Top = 0, Left = 0, Spread = 1 };

    /// <summary>The numbers as the runtime's ImageWindow takes them.</summary>
    public string Expression => $"new ImageWindow({string.Join(
        ", ",
        new[] { Height, Width, Channels, KernelHeight, KernelWidth, OutputHeight, OutputWidth, Stride, Top, Left, Spread }.Select(static number => Text.Of(number)))})";

    /// <summary>
    /// The window through which the gradient of the image reads that of the output, of so many channels: each pixel sums what became of it, with the kernel turned round.
    /// So nothing is scattered.
    /// </summary>
    public Window Reversed(int channels) =>
        new(OutputHeight, OutputWidth, channels, KernelHeight, KernelWidth, Height, Width, 1, KernelHeight - 1 - Top, KernelWidth - 1 - Left, Stride);

    /// <summary>How many places a kernel has along a side; 0 where it does not fit.</summary>
    public static int Places(int side, int kernel, int stride, int padding) =>
        side + (2L * padding) < kernel ? 0 : (int)Math.Min(((side + (2L * padding) - kernel) / stride) + 1, int.MaxValue);

    private int Reach(int places, int kernel) => Sizes.Activation(((places - 1L) * Stride) + kernel);
}
