namespace SparseGen;

/// <summary>Tokens as the pixels of an image, the way back from <see cref="ImageTokensAttribute"/>: [height width, channels] becomes [channels, height, width].</summary>
/// <param name="height">Rows of the image; 0, the default, for an image as high as wide.</param>
/// <param name="width">Columns of the image; 0, the default, for as many as the tokens fill.</param>
public sealed class TokenImageAttribute(int height = 0, int width = 0) : LayerAttribute
{
    /// <summary>Rows of the image; 0 for one as high as wide.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the image; 0 for as many as the tokens fill.</summary>
    public int Width { get; } = width;
}
