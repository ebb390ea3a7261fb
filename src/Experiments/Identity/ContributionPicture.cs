using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace SparseGen.Experiments;

/// <summary>Contribution maps: a row for each image, first the image, then what each layer has changed of it so far, (h_l - h_0) without the classes.</summary>
internal static class ContributionPicture
{
    private const int Gap = 2;

    /// <summary>Draws and writes it.</summary>
    /// <param name="layers">h_0 to h_L, [pixels and classes, images].</param>
    /// <param name="images">How many images are shown.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="path">The file.</param>
    public static void Save(IReadOnlyList<Matrix<float>> layers, int images, int pixels, string path)
    {
        int side = (int)Math.Sqrt(pixels), cell = side + Gap;
        double[,] values = new double[images * cell, layers.Count * cell];
        for (int image = 0; image < images; image++)
        {
            for (int layer = 0; layer < layers.Count; layer++)
            {
                double[] map = [.. Enumerable.Range(0, pixels).Select(i => (double)layers[layer][i, image] - (layer == 0 ? 0 : layers[0][i, image]))];
                double largest = Math.Max(map.Max(Math.Abs), double.Epsilon);
                for (int i = 0; i < pixels; i++)
                {
                    values[(image * cell) + (i / side), (layer * cell) + (i % side)] = map[i] / largest;
                }
            }
        }

        Plot plot = PlotStyle.Create("Images, and what the layers have changed of them: from the first to the last");
        var heat = plot.Add.Heatmap(values);
        heat.Colormap = new ScottPlot.Colormaps.Balance();
        heat.ManualRange = new(-1, 1);
        plot.HideAxesAndGrid();
        PlotStyle.Save(plot, path);
    }
}
