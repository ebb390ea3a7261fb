using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Rank estimation by Cauchy noise loss (Hayase 2018, arXiv 1804.03154, and its poster) against EVBMF: matrices of known ranks, with singular values from a least one to 1.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="settings">Matrices and fit.</param>
internal sealed class CauchyNoiseExperiment(ExperimentSession session, CauchyNoiseSettings settings)
{
    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<CauchyNoiseRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from rank in settings.Ranks
               from least in CauchyNoiseSettings.LeastValues
               select CauchyNoiseRun.Plan(settings, rank, least, seed),
        ];
        return session.Complete(
            plan,
            settings.ToSettings(),
            CauchyNoiseRun.Schema,
            CauchyNoisePoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.CauchyNoiseReport);
    }

    private static void Show(CauchyNoisePoint[] points)
    {
        Sheet table = Tables.Create("Estimated rank less the true one")
            .Number("rank").Number("least value").Number("CNL").Number("EVBMF").Number("sigma by CNL").Number("time");
        foreach (CauchyNoisePoint point in points)
        {
            table.Row(
                Tables.Count(point.Rank), Cell.Of(point.Least), point.CauchyNoise.ToString("0.0"), point.Variational.ToString("0.0"),
                point.Noise.ToString("0.000"), Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(CauchyNoisePoint[] points)
    {
        var picture = new LinePicture(
            $"Rank of {settings.Rows} x {settings.Columns} matrices under noise of {Cell.Of(settings.Noise)}",
            new PlotAxis("least singular value that is not 0"),
            new PlotAxis("estimated rank less the true one"));
        int style = 0;
        foreach (IGrouping<int, CauchyNoisePoint> rank in points.GroupBy(point => point.Rank))
        {
            picture.Add($"CNL, rank {rank.Key}", [.. rank.Select(point => new PlotPoint(point.Least, point.CauchyNoise))], style: style);
            picture.Add($"EVBMF, rank {rank.Key}", [.. rank.Select(point => new PlotPoint(point.Least, point.Variational))], isDashed: true, style: style);
            style++;
        }

        picture.Save(session.FileOf(".png"));
    }
}
