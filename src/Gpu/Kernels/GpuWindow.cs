namespace SparseGen.Kernels.Gpu;

/// <summary>What a window over an image sees.</summary>
internal static class GpuWindow
{
    /// <summary>Where the pixel begins that a tap sees from a place; negative for none.</summary>
    internal static int At(ImageWindow window, int sample, int y, int x, int tap)
    {
        int row = Pixel((y * window.Stride) + (tap / window.KernelWidth) - window.Top, window.Spread, window.Height);
        int column = Pixel((x * window.Stride) + (tap % window.KernelWidth) - window.Left, window.Spread, window.Width);
        return row < 0 || column < 0 ? -1 : ((((sample * window.Height) + row) * window.Width) + column) * window.Channels;
    }

    private static int Pixel(int at, int spread, int side) => at < 0 || at % spread != 0 || at / spread >= side ? -1 : at / spread;
}
