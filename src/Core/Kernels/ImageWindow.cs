using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>
/// How a window slides over an image [height, width, channels]: at the place (y, x) of the output its tap (ky, kx) sees the pixel at (stride y + ky - top, stride x + kx - left),
/// where so many rows and columns as <c>Spread</c> says lie from pixel to pixel, and nothing beyond the edges.
/// </summary>
/// <param name="height">Height of the image.</param>
/// <param name="width">Its width.</param>
/// <param name="channels">Its channels.</param>
/// <param name="kernelHeight">Height of the window.</param>
/// <param name="kernelWidth">Its width.</param>
/// <param name="outputHeight">Height of the output.</param>
/// <param name="outputWidth">Its width.</param>
/// <param name="stride">Rows, and columns, from place to place.</param>
/// <param name="top">Rows before the first one that are nothing.</param>
/// <param name="left">Columns before the first one that are nothing.</param>
/// <param name="spread">Rows, and columns, from pixel to pixel.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImageWindow(
    int height, int width, int channels, int kernelHeight, int kernelWidth, int outputHeight, int outputWidth, int stride, int top, int left, int spread)
{
    /// <summary>Height of the image.</summary>
    public int Height { get; } = height;

    /// <summary>Its width.</summary>
    public int Width { get; } = width;

    /// <summary>Its channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Height of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Its width.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>Height of the output.</summary>
    public int OutputHeight { get; } = outputHeight;

    /// <summary>Its width.</summary>
    public int OutputWidth { get; } = outputWidth;

    /// <summary>Rows, and columns, from place to place.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows before the first one that are nothing.</summary>
    public int Top { get; } = top;

    /// <summary>Columns before the first one that are nothing.</summary>
    public int Left { get; } = left;

    /// <summary>Rows, and columns, from pixel to pixel.</summary>
    public int Spread { get; } = spread;

    /// <summary>Places of the window.</summary>
    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>Pixels of the output.</summary>
    internal int OutputPixels => OutputHeight * OutputWidth;

    /// <summary>The row that the window sees from a place at one of its own rows; negative for none.</summary>
    internal int Row(int place, int tap) => Pixel((place * Stride) + tap - Top, Height);

    /// <summary>The same for columns.</summary>
    internal int Column(int place, int tap) => Pixel((place * Stride) + tap - Left, Width);

    /// <summary>The rows of the window that see pixels from a place: from the first one on, as many apart as pixels are.</summary>
    internal (int First, int Last) Rows(int place) => Seen((place * Stride) - Top, KernelHeight, Height);

    /// <summary>The same for columns.</summary>
    internal (int First, int Last) Columns(int place) => Seen((place * Stride) - Left, KernelWidth, Width);

    /// <summary>A tap sees start + tap, which has to be a multiple of the spread from the first pixel on.</summary>
    private (int First, int Last) Seen(int start, int kernel, int side)
    {
        int first = start < 0 ? -start : (Spread - (start % Spread)) % Spread;
        return (first, Math.Max(first, Math.Min(kernel, ((side - 1) * Spread) + 1 - start)));
    }

    private int Pixel(int at, int side) => Spread == 1 ? at < side ? at : -1 : at >= 0 && at % Spread == 0 && at / Spread < side ? at / Spread : -1;
}
