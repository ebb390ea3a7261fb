namespace SparseGen.Experiments;

/// <summary>Test error against effective width: a line for each kind, and for Mixers one for each side of C = S.</summary>
internal static class WidthPicture
{
    /// <summary>Draws and writes it.</summary>
    /// <param name="points">The points; at least one.</param>
    /// <param name="judge">Which images the error is measured on: test or validation.</param>
    /// <param name="path">The file.</param>
    public static void Draw(IReadOnlyList<WidthPoint> points, string judge, string path)
    {
        var picture = new LinePicture(
            $"Fashion-MNIST: {judge} error against effective width, about 2¹⁸ connections in a layer",
            new PlotAxis("effective width m = SC", IsLogarithmic: true),
            new PlotAxis($"{judge} error, %"));
        for (int style = 0; style < WidthKind.All.Count; style++)
        {
            foreach (WidthSeries series in WidthSeries.Of(WidthKind.All[style], points))
            {
                PlotPoint[] line = [.. series.Points.Select(point => new PlotPoint(point.Width, point.TestError.Times(100)))];
                picture.Add(series.Name, line, isDashed: series.IsSwapped, style: style);
            }
        }

        picture.Save(path);
    }
}
