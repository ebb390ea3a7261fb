namespace SparseGen.Experiments;

/// <summary>Test accuracy of one model against the ascent step: a line for each scheme and gamma, levels for what has no ascent step.</summary>
internal static class ImagePicture
{
    /// <summary>Draws and writes it.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="points">Its points; at least one.</param>
    /// <param name="judge">Which images the accuracy is measured on: test or validation.</param>
    /// <param name="path">The file.</param>
    public static void Draw(string model, IReadOnlyList<ImagePoint> points, string judge, string path)
    {
        var picture = new LinePicture(
            $"Fashion-MNIST, {model}: {judge} accuracy with gradient regularisation",
            new PlotAxis("ascent step epsilon", IsLogarithmic: true),
            new PlotAxis($"{judge} accuracy, %"));
        ImagePoint[] differences = [.. points.Where(IsDifference)];
        int style = 0;
        foreach (IGrouping<float, ImagePoint> gamma in differences.GroupBy(point => point.Regularizer.Gamma))
        {
            foreach (IGrouping<string, ImagePoint> scheme in gamma.GroupBy(point => point.Regularizer.Method).OrderByDescending(group => group.Key, StringComparer.Ordinal))
            {
                PlotPoint[] line = [.. scheme.OrderBy(point => point.Regularizer.Epsilon).Select(point => new PlotPoint(point.Regularizer.Epsilon, point.TestAccuracy.Times(100)))];
                picture.Add($"{scheme.Key}, gamma {Cell.Of(gamma.Key)}", line, isDashed: scheme.Key == Regularizer.Backward, style: style);
            }

            style++;
        }

        if (differences.Length > 0)
        {
            (float first, float last) = (differences.Min(point => point.Regularizer.Epsilon), differences.Max(point => point.Regularizer.Epsilon));
            foreach (ImagePoint level in points.Where(point => !IsDifference(point)))
            {
                Spread accuracy = level.TestAccuracy.Times(100) with { Deviation = 0 };
                picture.Add(level.Regularizer.Description, [new PlotPoint(first, accuracy), new PlotPoint(last, accuracy)], hasMarkers: false, style: style++);
            }
        }

        picture.Save(path);
    }

    private static bool IsDifference(ImagePoint point) => point.Regularizer.Method is Regularizer.Forward or Regularizer.Backward;
}
