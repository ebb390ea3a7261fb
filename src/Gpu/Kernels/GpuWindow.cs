namespace SparseGen.Kernels.Gpu;

/// <summary>What a window over an image sees.</summary>
internal static class GpuWindow
{
    /// <summary>Where the pixel begins that a tap sees from a place; negative for none.</summary>
    internal static int At(ImageWindow window, WindowDividers by, int sample, int y, int x, int tap)
    {
        int tapRow = Divider.Divide(by.KernelWidth, tap), tapColumn = tap - (tapRow * window.KernelWidth);
        int row = Multiple(by.Spread, (y * window.Stride) + tapRow - window.Top, window.Height);
        int column = Multiple(by.Spread, (x * window.Stride) + tapColumn - window.Left, window.Width);
        return row < 0 || column < 0 ? -1 : ((((sample * window.Height) + row) * window.Width) + column) * window.Channels;
    }

    /// <summary>Of which number below a limit a place is the multiple; negative for none.</summary>
    internal static int Multiple(Divider by, int place, int limit)
    {
        if (place < 0)
        {
            return -1;
        }

        int number = Divider.Divide(by, place);
        return number < limit && Divider.Remainder(by, place) == 0 ? number : -1;
    }
}
