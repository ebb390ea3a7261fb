using SkiaSharp;

namespace Images;

/// <summary>A file of an image as the numbers that the model takes: grey, of its size, around 0.</summary>
internal static class Picture
{
    /// <exception cref="InvalidDataException">These bytes are no image.</exception>
    public static float[] Decode(Stream file)
    {
        using var codec = SKCodec.Create(file) ?? throw new InvalidDataException("These bytes are no image that can be read.");
        using SKBitmap decoded = SKBitmap.Decode(codec) ?? throw new InvalidDataException("The image is damaged.");
        using SKBitmap grey = decoded.Resize(new SKImageInfo(Clothes.Side, Clothes.Side, SKColorType.Gray8, SKAlphaType.Opaque), SKSamplingOptions.Default)
            ?? throw new InvalidDataException("The image cannot be scaled.");
        float[] pixels = new float[Clothes.Side * Clothes.Side];
        for (int y = 0; y < Clothes.Side; y++)
        {
            ReadOnlySpan<byte> row = grey.GetPixelSpan().Slice(y * grey.RowBytes, Clothes.Side);
            for (int x = 0; x < row.Length; x++)
            {
                pixels[(y * Clothes.Side) + x] = (row[x] - 128) / 64f;
            }
        }

        return pixels;
    }

    /// <summary>Writes grey pixels as a PNG file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> pixels, int side)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Gray8, SKAlphaType.Opaque));
        pixels.CopyTo(bitmap.GetPixelSpan());
        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }
}
