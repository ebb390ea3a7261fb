using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>What divides by the extents of a window and of the images that it slides over.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WindowDividers
{
    internal readonly Divider Height;
    internal readonly Divider Width;
    internal readonly Divider Channels;
    internal readonly Divider OutputHeight;
    internal readonly Divider OutputWidth;
    internal readonly Divider KernelWidth;
    internal readonly Divider Taps;
    internal readonly Divider Stride;
    internal readonly Divider Spread;

    internal WindowDividers(ImageWindow window)
    {
        (Height, Width, Channels) = (new(window.Height), new(window.Width), new(window.Channels));
        (OutputHeight, OutputWidth) = (new(window.OutputHeight), new(window.OutputWidth));
        (KernelWidth, Taps) = (new(window.KernelWidth), new(window.Taps));
        (Stride, Spread) = (new(window.Stride), new(window.Spread));
    }
}
