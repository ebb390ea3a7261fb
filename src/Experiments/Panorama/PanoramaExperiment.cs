using System.Numerics;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// The search for a good picture in a scene (PanoTree, arXiv 2405.17136): places of a camera in a drawn room, each worth the best score of its 21 views by a trained
/// scorer, searched by PanoTree's variant of hierarchical optimistic optimisation and at random.
/// </summary>
/// <param name="session">Files, rooms, device.</param>
/// <param name="data">Images of the panels.</param>
/// <param name="plays">Places of a search.</param>
/// <param name="trainingViews">Views that the scorer learns from.</param>
internal sealed class PanoramaExperiment(ExperimentSession session, DataSplit data, int plays, int trainingViews)
{
    private const int Target = 8, Epochs = 8;

    private static readonly int[] Counts = [1, 3, 10, 30, 100, 300, 1000, 3000];
    private (ViewScorer Scorer, double Accuracy)? _trained;

    private int[] Looks => [.. Counts.Where(count => count < plays).Append(plays)];

    /// <summary>Does the runs that are missing, then shows the table, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<PanoramaRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from search in new[] { PanoramaRun.Tree, PanoramaRun.Chance }
               select new PlannedRun<PanoramaRun>(PanoramaRun.KeyOf(search, seed), $"room {seed} by {search}", context => Search(search, seed, context)),
        ];
        IReadOnlyList<PanoramaRun> finished = [];
        int code = session.Complete(
            plan,
            new ExperimentSettings().Add("places", plays).Add("views", trainingViews).Add("epochs", Epochs).Add("device", session.Device.Name),
            PanoramaRun.Schema,
            runs => PanoramaPoint.Of(finished = runs),
            Show,
            points => Draw(points, finished),
            ExperimentJson.Default.PanoramaReport);
        _trained?.Scorer.Dispose();
        return code;
    }

    private PanoramaRun Search(string search, int seed, RunContext context)
    {
        (ViewScorer scorer, double accuracy) = _trained ??= new ViewTraining(data, Target, trainingViews, Epochs, session.Device).Run(context);
        return new PanoramaSearch(Room(seed), scorer).Run(search, seed, Looks, accuracy, context);
    }

    private PanoramaScene Room(int seed) => new(new PanelImages(data.Test), Target, new CounterRandom((ulong)seed, "room"));

    private void Show(PanoramaPoint[] points)
    {
        Sheet table = Tables.Create("The best score of a view after so many places").Text("search");
        foreach (int look in Looks)
        {
            table.Number(Tables.Count(look));
        }

        table.Number("mean of places").Number("time");
        foreach (PanoramaPoint point in points)
        {
            table.Row([point.Search, .. point.Best.Select(static best => best.ToString("0.000")), point.Mean.ToString("0.000"), Tables.Seconds(point.Seconds)]);
        }

        Terminal.Write(table);
    }

    private void Draw(PanoramaPoint[] points, IReadOnlyList<PanoramaRun> runs)
    {
        var picture = new LinePicture("Search for a view", new PlotAxis("places", IsLogarithmic: true), new PlotAxis("best score so far"));
        foreach (PanoramaPoint point in points)
        {
            picture.Add(point.Search, [.. point.Best.Select((best, look) => new PlotPoint(Looks[look], best))]);
        }

        picture.Save(session.FileOf(".png"));

        // Drawn anew, so that those of earlier starts are among them; dark is little, as the panels have it.
        ImageGrid.Save(session.FileOf("-views.png"), [.. runs.Select(View)], ViewCamera.Side, 2, 5, isGrey: static _ => true);
    }

    private float[] View(PanoramaRun run)
    {
        float[] view = new float[ViewCamera.Pixels];
        var place = new Vector3((float)run.Place[0], (float)run.Place[1], (float)run.Place[2]);
        Room(run.Seed).Draw(ViewCamera.Facing(place, ViewCamera.Sphere[run.View]), view);
        float least = view.Min();
        return Array.ConvertAll(view, value => value - least);
    }
}
