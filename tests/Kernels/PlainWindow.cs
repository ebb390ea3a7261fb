using SparseGen.Kernels;

namespace SparseGen.Tests.Kernels;

/// <summary>A window over images of some samples, and what it sees, in plain loops.</summary>
internal sealed record PlainWindow(
    int Samples, int Height, int Width, int Channels, int KernelHeight, int KernelWidth, int Stride, int Top, int Left, int OutputHeight, int OutputWidth, int Spread = 1)
{
    /// <summary>
    /// Kernels of one place, even and odd ones, no squares, wider than the image, along tokens with zeros before them alone; strides that leave rows out; pixels enough for
    /// blocks of four with a rest; channels of less than a vector, ragged ones, and of more than a panel. Three
    /// wide and pixel by pixel: heights even and odd, one and five high, higher than the image, with one and two columns of nothing.
    /// </summary>
    public static IReadOnlyList<PlainWindow> All { get; } =
    [
        Over(1, 1, 1, 1, 1, 1, 0), Over(2, 5, 7, 3, 3, 1, 1), Over(2, 6, 9, 33, 3, 2, 1), Over(3, 4, 3, 17, 5, 1, 2), Over(1, 2, 2, 5, 7, 1, 3), Over(2, 7, 20, 8, 3, 3, 0),
        Over(1, 4, 13, 70, 2, 1, 1), Over(1, 8, 8, 40, 4, 2, 1), Over(2, 3, 19, 16, 3, 1, 0), Over(1, 6, 26, 2, 5, 2, 2),
        new(2, 1, 11, 6, 1, 3, 1, 0, 2, 1, 11), new(1, 6, 10, 9, 3, 2, 1, 1, 0, 6, 9),
        Over(2, 5, 6, 33, 3, 1, 2), Over(1, 7, 14, 70, 3, 1, 1), new(2, 4, 9, 20, 5, 3, 1, 2, 1, 4, 9), new(1, 3, 6, 40, 1, 3, 1, 0, 1, 3, 6),
        new(1, 2, 8, 5, 5, 3, 1, 4, 1, 6, 8),
    ];

    /// <summary>Windows through which gradients of images are read: with zeros between the pixels, and with rows left out at the edge.</summary>
    public static IReadOnlyList<PlainWindow> Reversed { get; } =
    [
        new(2, 3, 5, 33, 3, 3, 1, 1, 1, 6, 9, Spread: 2), new(1, 2, 3, 5, 2, 2, 1, 1, 1, 6, 7, Spread: 3), new(2, 5, 7, 17, 3, 3, 1, -1, -1, 3, 5),
        new(1, 4, 4, 3, 3, 3, 1, 1, 1, 9, 8, Spread: 2),
        new(2, 5, 8, 70, 3, 3, 1, 1, 1, 5, 8), new(1, 6, 5, 18, 3, 3, 1, 2, 2, 8, 7),
    ];

    public int Taps => KernelHeight * KernelWidth;

    public int InputSize => Samples * Height * Width * Channels;

    public int OutputSize => Samples * OutputHeight * OutputWidth * Channels;

    public ImageWindow Window => new(Height, Width, Channels, KernelHeight, KernelWidth, OutputHeight, OutputWidth, Stride, Top, Left, Spread);

    /// <summary>Where the number is that a tap sees from a number of the output; -1 for none.</summary>
    public int Seen(int output, int tap)
    {
        var (channel, x, y) = (output % Channels, output / Channels % OutputWidth, output / Channels / OutputWidth % OutputHeight);
        var sample = output / Channels / OutputWidth / OutputHeight;
        var row = (y * Stride) + (tap / KernelWidth) - Top;
        var column = (x * Stride) + (tap % KernelWidth) - Left;
        if (row < 0 || column < 0 || row % Spread != 0 || column % Spread != 0 || row / Spread >= Height || column / Spread >= Width)
        {
            return -1;
        }

        return (((((sample * Height) + (row / Spread)) * Width) + (column / Spread)) * Channels) + channel;
    }

    private static PlainWindow Over(int samples, int height, int width, int channels, int kernel, int stride, int padding)
    {
        int Places(int side) => ((side + (2 * padding) - kernel) / stride) + 1;
        return new(samples, height, width, channels, kernel, kernel, stride, padding, padding, Places(height), Places(width));
    }
}
