namespace SparseGen.Experiments;

/// <summary>Effective scale and test error of the diagonal network against the ascent step; backward differences have negative steps.</summary>
internal static class DiagonalPictures
{
    private static readonly PlotAxis AscentStep = new("ascent step epsilon (negative: backward differences)");

    /// <summary>Draws and writes both.</summary>
    /// <param name="points">The points; at least one.</param>
    /// <param name="scaleFile">File of the scales.</param>
    /// <param name="errorFile">File of the test errors.</param>
    public static void Draw(IReadOnlyList<DiagonalPoint> points, string scaleFile, string errorFile)
    {
        var scales = new LinePicture("Diagonal linear network: effective scale against ascent step", AscentStep, new PlotAxis("sqrt(u v) / alpha"));
        var errors = new LinePicture("Diagonal linear network: test error against ascent step", AscentStep, new PlotAxis("mean squared test error"));
        int style = 0;
        foreach (IGrouping<string, DiagonalPoint> regime in points.GroupBy(point => point.Regime))
        {
            DiagonalPoint[] line = [.. regime.Where(point => point.Regularizer.Gamma > 0).OrderBy(point => point.Regularizer.SignedEpsilon)];
            scales.Add($"{regime.Key}, mean", Points(line, point => point.MeanScale), style: style);
            scales.Add($"{regime.Key}, least", Points(line, point => point.LeastScale), isDashed: true, style: style);
            errors.Add(regime.Key, Points(line, point => point.TestError), style: style);
            DiagonalPoint? plain = regime.FirstOrDefault(point => point.Regularizer.Method == Regularizer.Plain);
            if (plain is not null && line.Length > 0)
            {
                errors.Add($"{regime.Key}, plain", Level(line, plain.TestError), isDashed: true, hasMarkers: false, style: style);
            }

            style++;
        }

        scales.Save(scaleFile);
        errors.Save(errorFile);
    }

    private static PlotPoint[] Points(DiagonalPoint[] line, Func<DiagonalPoint, Spread> value) =>
        [.. line.Select(point => new PlotPoint(point.Regularizer.SignedEpsilon, value(point)))];

    private static PlotPoint[] Level(DiagonalPoint[] line, Spread value) =>
        [.. new[] { line[0], line[^1] }.Select(point => new PlotPoint(point.Regularizer.SignedEpsilon, value with { Deviation = 0 }))];
}
