using SkiaSharp;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Pictures;

/// <summary>Small images side by side, from blue over white to red, each on a scale of its own: weights and what they do.</summary>
internal static class ImageGrid
{
    private const int Gap = 2;

    /// <summary>Draws them and writes a PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">Numbers of each, row by row; rows of images one after another.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="across">Images in a row.</param>
    /// <param name="scale">Pixels of the picture for a number.</param>
    /// <param name="isGrey">Which images are grey, from white to black.</param>
    public static void Save(string path, IReadOnlyList<float[]> images, int width, int across, int scale, Func<int, bool>? isGrey = null)
    {
        int height = images[0].Length / width, down = (images.Count + across - 1) / across;
        using var bitmap = new SKBitmap(across * (width + Gap) * scale, down * (height + Gap) * scale);
        bitmap.Erase(SKColors.White);
        for (int image = 0; image < images.Count; image++)
        {
            float largest = Math.Max(images[image].Max(Math.Abs), float.Epsilon);
            (int left, int top) = (image % across * (width + Gap), image / across * (height + Gap));
            for (int i = 0; i < images[image].Length; i++)
            {
                Fill(bitmap, left + (i % width), top + (i / width), scale, ColorOf(images[image][i] / largest, isGrey?.Invoke(image) == true));
            }
        }

        using (FileStream file = File.Create(path))
        {
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        Terminal.WriteLine($"Picture: {path}");
    }

    private static SKColor ColorOf(float value, bool isGrey)
    {
        byte fade = (byte)(255 - (int)(255 * Math.Abs(value)));
        return isGrey ? new SKColor(fade, fade, fade) : value >= 0 ? new SKColor(255, fade, fade) : new SKColor(fade, fade, 255);
    }

    private static void Fill(SKBitmap bitmap, int x, int y, int scale, SKColor color)
    {
        for (int at = 0; at < scale * scale; at++)
        {
            bitmap.SetPixel((x * scale) + (at % scale), (y * scale) + (at / scale), color);
        }
    }
}
