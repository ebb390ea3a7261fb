using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Implicit sparse regularisation of linear Mixers (Hayase and Karakida 2024, arXiv 2306.01470, proposition 3.3): the minimum with weight decay of both factors is at least
/// that of a free matrix with the L1 penalty
/// lambda / (C S), on regressions whose truth is W kron V with sparse factors.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="side">S and C.</param>
/// <param name="samples">Samples of a regression.</param>
internal sealed class SparseMixerExperiment(ExperimentSession session, int side, int samples)
{
    private static readonly double[] Lambdas = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<SparseMixerRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from lambda in Lambdas
               select SparseMixerRun.Plan(side, samples, lambda, seed),
        ];
        return session.Complete(
            plan,
            new ExperimentSettings().Add("side", side).Add("samples", samples),
            SparseMixerRun.Schema,
            SparseMixerPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.SparseMixerReport);
    }

    private static void Show(SparseMixerPoint[] points)
    {
        Sheet table = Tables.Create("Linear Mixer with weight decay against a matrix with L1 penalty; norms and errors against the truth")
            .Number("lambda").Number("min, Mixer").Number("min, L1").Number("least difference").Number("|B|_1, Mixer").Number("|B|_1, L1").Number("error, Mixer")
            .Number("error, L1");
        foreach (SparseMixerPoint point in points)
        {
            table.Row(
                Cell.Of(point.Lambda), point.MixerMinimum.ToString("0.000"), point.SparseMinimum.ToString("0.000"),
                point.LeastDifference.ToString("0.000", CultureInfo.InvariantCulture), point.MixerNorm.ToString("0.000"), point.SparseNorm.ToString("0.000"),
                point.MixerError.ToString("0.000"), point.SparseError.ToString("0.000"));
        }

        Terminal.Write(table);
    }

    private void Draw(SparseMixerPoint[] points)
    {
        var picture = new LinePicture(
            "Linear Mixer with weight decay and the L1 bound below it", new PlotAxis("lambda", IsLogarithmic: true), new PlotAxis("minimum of the objective", IsLogarithmic: true));
        picture.Add("Mixer, weight decay of W and V", [.. points.Select(point => new PlotPoint(point.Lambda, point.MixerMinimum))]);
        picture.Add("matrix, L1 penalty lambda / (C S)", [.. points.Select(point => new PlotPoint(point.Lambda, point.SparseMinimum))]);
        picture.Save(session.FileOf(".png"));
    }
}
