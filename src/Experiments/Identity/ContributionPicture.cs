using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>
/// Contribution maps: a row for each image, first the image, then what each layer has changed of it so far, (h_l - h_0) without the classes; red is more, blue is less, each on its
/// own scale.
/// </summary>
internal static class ContributionPicture
{
    private const int Scale = 3;

    /// <summary>Draws and writes it.</summary>
    /// <param name="layers">What the layers contribute.</param>
    /// <param name="images">h_0, [images, pixels and classes].</param>
    /// <param name="count">How many images are shown.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="path">The file.</param>
    public static void Save(LayerContributions layers, float[] images, int count, int pixels, string path)
    {
        int width = images.Length / layers.Samples, across = layers.Layers.Count + 1;
        float[][] maps =
        [
            .. from image in Enumerable.Range(0, Math.Min(count, layers.Samples))
               from column in Enumerable.Range(0, across)
               select column == 0 ? images.AsSpan(image * width, pixels).ToArray() : layers.Map(column - 1, image),
        ];
        Drawing.Try(() => ImageGrid.Save(path, maps, (int)Math.Sqrt(pixels), across, Scale, isGrey: map => map % across == 0));
    }
}
