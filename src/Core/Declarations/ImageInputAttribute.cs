namespace SparseGen;

/// <summary>The input is an image. One sample is row-major [channels, height, width], as PyTorch has it.</summary>
/// <param name="height">Rows of pixels.</param>
/// <param name="width">Columns of pixels.</param>
/// <param name="channels">Colour channels: 1 for grey, 3 for RGB.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ImageInputAttribute(int height, int width, int channels) : Attribute
{
    /// <summary>Rows of pixels.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of pixels.</summary>
    public int Width { get; } = width;

    /// <summary>Colour channels.</summary>
    public int Channels { get; } = channels;
}
