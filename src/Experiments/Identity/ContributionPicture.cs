using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Experiments;

/// <summary>
/// Contribution maps: a row for each image, first the image, then what each layer has changed of it so far, (h_l - h_0) without the classes; red is more, blue is less, each on its
/// own scale.
/// </summary>
internal static class ContributionPicture
{
    private const int Scale = 3;

    /// <summary>Draws and writes it.</summary>
    /// <param name="layers">h_0 to h_L, [pixels and classes, images].</param>
    /// <param name="images">How many images are shown.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="path">The file.</param>
    public static void Save(IReadOnlyList<Matrix<float>> layers, int images, int pixels, string path)
    {
        float[][] maps =
        [
            .. from image in Enumerable.Range(0, images)
               from layer in Enumerable.Range(0, layers.Count)
               select Enumerable.Range(0, pixels).Select(i => layers[layer][i, image] - (layer == 0 ? 0 : layers[0][i, image])).ToArray(),
        ];
        ImageGrid.Save(path, maps, (int)Math.Sqrt(pixels), layers.Count, Scale, isGrey: map => map % layers.Count == 0);
    }
}
