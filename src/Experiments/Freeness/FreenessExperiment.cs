using System.Globalization;
using MathNet.Numerics;
using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Asymptotic freeness of layer-wise Jacobians with Haar orthogonal weights (Collins and Hayase 2023, arXiv 2103.13466): a mixed moment that freeness lets vanish, and the
/// second moment of the input-output
/// Jacobian that freeness predicts, over the width. Slopes come from the network's own forward pass, so that they depend on the weights.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="largestWidth">The largest width.</param>
/// <param name="layers">L.</param>
internal sealed class FreenessExperiment(ExperimentSession session, int largestWidth, int layers)
{
    private const int LeastWidth = 16;
    private const double Share = 0.5;

    private double Theory
    {
        get
        {
            (double first, double second) = Analysis.Freeness.OrthogonalJacobianMoments(layers, FreenessRun.WeightVariance, Share, Share);
            return second / (first * first);
        }
    }

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<FreenessRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from width in Widths()
               select FreenessRun.Plan(width, layers, seed),
        ];
        return session.Complete(
            plan,
            new ExperimentSettings().Add("layers", layers),
            FreenessRun.Schema,
            FreenessPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.FreenessReport);
    }

    private IEnumerable<int> Widths()
    {
        for (int width = largestWidth; width >= Math.Min(LeastWidth, largestWidth); width /= 2)
        {
            yield return width;
        }
    }

    private void Show(FreenessPoint[] points)
    {
        Sheet table = Tables.Create(string.Create(
                CultureInfo.InvariantCulture, $"Mixed moment of layer-wise Jacobians, and m2/m1^2 of {layers} layers, {Theory:0.####} in theory; mean and standard error"))
            .Number("width").Number("mixed").Number("root mean square").Number("dependent").Number("m2/m1^2").Number("less theory");
        string Text(double value, double error) => Spread.Of([value]).ToString("0.00000") + " ± " + error.ToString("0.00000", CultureInfo.InvariantCulture);
        foreach (FreenessPoint point in points)
        {
            table.Row(
                Tables.Count(point.Width), Text(point.Mixed.Mean, point.MixedError), Spread.Of([point.MixedRms]).ToString("0.00000"),
                Spread.Of([point.Dependent.Mean]).ToString("0.00000"), Text(point.Ratio.Mean, point.RatioError), Text(point.Ratio.Mean - Theory, point.RatioError));
        }

        Terminal.Write(table);
        if (points.Length >= 2)
        {
            double slope = Fit.Line([.. points.Select(point => Math.Log(point.Width))], [.. points.Select(point => Math.Log(point.MixedRms))]).B;
            Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The root mean square falls as the width to the power of {slope:0.00}; theory has -1."));
        }
    }

    private void Draw(FreenessPoint[] points)
    {
        var picture = new LinePicture(
            "Layer-wise Jacobians become free", new PlotAxis("width M", IsLogarithmic: true), new PlotAxis("absolute moment", IsLogarithmic: true));
        picture.Add("mixed, root mean square", [.. points.Select(point => new PlotPoint(point.Width, point.MixedRms))]);
        picture.Add("mixed, mean", [.. points.Select(point => new PlotPoint(point.Width, new Spread(Math.Abs(point.Mixed.Mean), point.MixedError, point.Mixed.Count)))]);
        picture.Add("dependent (1/16)", [.. points.Select(point => new PlotPoint(point.Width, point.Dependent.Mean))]);
        picture.Add(
            "m2/m1^2 less theory", [.. points.Select(point => new PlotPoint(point.Width, new Spread(Math.Abs(point.Ratio.Mean - Theory), point.RatioError, point.Ratio.Count)))]);
        double start = points[0].MixedRms * points[0].Width;
        picture.Add("1/M", [.. points.Select(point => new PlotPoint(point.Width, start / point.Width))], isDashed: true, hasMarkers: false);
        picture.Save(session.FileOf(".png"));
    }
}
