using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Regret of hierarchical optimistic optimisation (Bubeck, Munos, Stoltz and Szepesvari 2011, arXiv 1001.4475) on (sin 13x sin 27x + 1) / 2 with Bernoulli rewards.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="rounds">The most rounds.</param>
/// <param name="variation">nu.</param>
/// <param name="decay">rho.</param>
internal sealed class RegretExperiment(ExperimentSession session, int rounds, float variation, float decay)
{
    private const int FewestRounds = 100;

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var options = new TreeSearchOptions { Variation = variation, Decay = decay };
        PlannedRun<RegretRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from method in RegretRun.All
               from length in Lengths()
               select RegretRun.Plan(method, length, seed, options),
        ];
        return session.Complete(
            plan,
            new ExperimentSettings().Add("variation", variation).Add("decay", decay),
            RegretRun.Schema,
            RegretPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.RegretReport);
    }

    private IEnumerable<int> Lengths()
    {
        double length = rounds;
        do
        {
            yield return (int)Math.Round(length);
            length /= Math.Sqrt(10);
        }
        while (length > FewestRounds * 0.99);
    }

    private static void Show(RegretPoint[] points)
    {
        Sheet table = Tables.Create("Regret against the maximum of the mean reward, 0.9756")
            .Text("method").Number("rounds").Number("mean regret").Number("of the found point").Number("time");
        foreach (RegretPoint point in points.OrderBy(point => point.Rounds))
        {
            table.Row(point.Method, Tables.Count(point.Rounds), point.MeanRegret.ToString("0.0000"), point.FinalRegret.ToString("0.0000"), Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(RegretPoint[] points)
    {
        var picture = new LinePicture(
            "Regret of tree searches with Bernoulli rewards", new PlotAxis("rounds n", IsLogarithmic: true), new PlotAxis("mean regret of a round", IsLogarithmic: true));
        foreach (string method in RegretRun.All)
        {
            picture.Add(method, [.. points.Where(point => point.Method == method).OrderBy(point => point.Rounds).Select(point => new PlotPoint(point.Rounds, point.MeanRegret))]);
        }

        // The theory's slope, where the function has few near-optimal cells: sqrt(n ln n) / n, through the last point of plain HOO.
        if (points.Where(point => point.Method == RegretRun.All[0]).MaxBy(point => point.Rounds) is { } last)
        {
            double factor = last.MeanRegret.Mean / Math.Sqrt(Math.Log(last.Rounds) / last.Rounds);
            picture.Add(
                "sqrt(ln n / n)",
                [.. points.Select(point => point.Rounds).Distinct().Order().Select(n => new PlotPoint(n, factor * Math.Sqrt(Math.Log(n) / n)))],
                isDashed: true,
                hasMarkers: false);
        }

        picture.Save(session.FileOf(".png"));
    }
}
