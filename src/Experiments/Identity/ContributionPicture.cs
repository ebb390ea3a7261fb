using MathNet.Numerics.LinearAlgebra;
using SkiaSharp;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Contribution maps: a row for each image, first the image, then what each layer has changed of it so far, (h_l - h_0) without the classes; red is more, blue is less, each on its
/// own scale.
/// </summary>
internal static class ContributionPicture
{
    private const int Gap = 2, Scale = 3;

    /// <summary>Draws and writes it.</summary>
    /// <param name="layers">h_0 to h_L, [pixels and classes, images].</param>
    /// <param name="images">How many images are shown.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="path">The file.</param>
    public static void Save(IReadOnlyList<Matrix<float>> layers, int images, int pixels, string path)
    {
        int side = (int)Math.Sqrt(pixels), cell = side + Gap;
        using var bitmap = new SKBitmap(layers.Count * cell * Scale, images * cell * Scale);
        bitmap.Erase(SKColors.White);
        for (int image = 0; image < images; image++)
        {
            for (int layer = 0; layer < layers.Count; layer++)
            {
                float[] map = [.. Enumerable.Range(0, pixels).Select(i => layers[layer][i, image] - (layer == 0 ? 0 : layers[0][i, image]))];
                float largest = Math.Max(map.Max(Math.Abs), float.Epsilon);
                for (int i = 0; i < pixels; i++)
                {
                    Fill(bitmap, (layer * cell) + (i % side), (image * cell) + (i / side), ColorOf(map[i] / largest, isImage: layer == 0));
                }
            }
        }

        using (FileStream file = File.Create(path))
        {
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        Terminal.WriteLine($"Picture: {path}");
    }

    private static SKColor ColorOf(float value, bool isImage)
    {
        byte fade = (byte)(255 - (int)(255 * Math.Abs(value)));
        return isImage ? new SKColor(fade, fade, fade) : value >= 0 ? new SKColor(255, fade, fade) : new SKColor(fade, fade, 255);
    }

    private static void Fill(SKBitmap bitmap, int x, int y, SKColor color)
    {
        for (int at = 0; at < Scale * Scale; at++)
        {
            bitmap.SetPixel((x * Scale) + (at % Scale), (y * Scale) + (at / Scale), color);
        }
    }
}
