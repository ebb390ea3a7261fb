using System.Globalization;
using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Fisher information given one input of deep orthogonal networks (Hayase and Karakida 2021, arXiv 2006.07814): its eigenvalues gather at the largest, which grows with the
/// depth, and descent on one
/// sample diverges above a learning rate that falls as one over the depth.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="width">M.</param>
/// <param name="variance">q*.</param>
internal sealed class FisherExperiment(ExperimentSession session, int width, double variance)
{
    private static readonly int[] Depths = [2, 4, 8, 12, 16, 24, 32];

    private readonly HardTanhMeanField _field = new(variance);

    /// <summary>Does the runs that are missing, then shows the table, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<FisherRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from depth in Depths
               select FisherRun.Plan(width, depth, seed, _field),
        ];
        return session.Complete(
            plan,
            new ExperimentSettings().Add("width", width).Add("variance", variance),
            FisherRun.Schema,
            runs => FisherPoint.Of(runs, _field),
            Show,
            points =>
            {
                DrawSpectrum(points);
                DrawLearningRates(points);
            },
            ExperimentJson.Default.FisherReport);
    }

    private void Show(FisherPoint[] points)
    {
        static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
        Terminal.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"alpha {_field.Share:0.0000}, sigma_w^2 {_field.WeightVariance:0.0000}, q {_field.SecondMoment:0.0000}"));
        Sheet table = Tables.Create($"Fisher information given one input, width {width}: eigenvalues of J J^T / M and the learning rate of divergence times M")
            .Number("depth").Number("largest").Number("theory").Number("mean").Number("theory").Number("smallest", 3).Number("near largest", 1).Number("theory")
            .Number("learning rate").Number("theory");
        foreach (FisherPoint point in points)
        {
            table.Row(
                Tables.Count(point.Depth), point.Largest.ToString("0.0000"), Text(point.TheoryLargest), point.Mean.ToString("0.0000"), Text(point.TheoryMean),
                point.Smallest.ToString("0.0000"), point.NearLargest.ToString("0.000"), Text(point.TheoryMultiplicity), point.LearningRate.ToString("0.000"),
                Text(point.TheoryLearningRate));
        }

        Terminal.Write(table);
    }

    private void DrawSpectrum(FisherPoint[] points)
    {
        var picture = new LinePicture("Fisher information given one input: eigenvalues of J J^T / M", new PlotAxis("depth L"), new PlotAxis("eigenvalue"));
        Add(picture, "largest", points, point => point.Largest, 0);
        Add(picture, "median", points, point => point.Median, 3);
        Add(picture, "mean", points, point => point.Mean, 1);
        Add(picture, "smallest", points, point => point.Smallest, 2);
        AddTheory(picture, "largest, theory", points, point => point.TheoryLargest, 0);
        AddTheory(picture, "mean, theory", points, point => point.TheoryMean, 1);
        picture.Save(session.FileOf(".png"));
    }

    private void DrawLearningRates(FisherPoint[] points)
    {
        var picture = new LinePicture(
            "Learning rate at which descent on one sample diverges", new PlotAxis("depth L", IsLogarithmic: true), new PlotAxis("learning rate times M", IsLogarithmic: true));
        Add(picture, "measured", points, point => point.LearningRate, 0);
        AddTheory(picture, "2 / largest, theory", points, point => point.TheoryLearningRate, 0);
        AddTheory(picture, "2 / (q L)", points, point => 2 / (_field.SecondMoment * point.Depth), 1);
        picture.Save(session.FileOf("-rate.png"));
    }

    private static void Add(LinePicture picture, string name, FisherPoint[] points, Func<FisherPoint, Spread> value, int style)
        => picture.Add(name, [.. points.Select(point => new PlotPoint(point.Depth, value(point)))], style: style);

    private static void AddTheory(LinePicture picture, string name, FisherPoint[] points, Func<FisherPoint, double> value, int style)
        => picture.Add(name, [.. points.Select(point => new PlotPoint(point.Depth, value(point)))], isDashed: true, hasMarkers: false, style: style);
}
