using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>What divides by the extents of padded images.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PaddingDividers
{
    internal readonly Divider Channels;
    internal readonly Divider Height;
    internal readonly Divider Width;
    internal readonly Divider Spread;

    internal PaddingDividers(int channels, int height, int width, int spread) => (Channels, Height, Width, Spread) = (new(channels), new(height), new(width), new(spread));
}
