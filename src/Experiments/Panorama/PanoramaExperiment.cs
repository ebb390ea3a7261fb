using System.Diagnostics;
using System.Numerics;
using SparseGen.Analysis;
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
    private const int Target = 8, Epochs = 8, Pixels = ViewCamera.Side * ViewCamera.Side;

    private static readonly int[] Counts = [1, 3, 10, 30, 100, 300, 1000, 3000];
    private readonly List<float[]> _pictures = [];
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
        int code = session.Complete(
            plan,
            new ExperimentSettings().Add("places", plays).Add("views", trainingViews).Add("epochs", Epochs).Add("device", session.Device.Name),
            PanoramaRun.Schema,
            PanoramaPoint.Of,
            points =>
            {
                Show(points);
                Draw(points);
            },
            ExperimentJson.Default.PanoramaReport);
        _trained?.Scorer.Dispose();
        return code;
    }

    private PanoramaRun Search(string search, int seed, RunContext context)
    {
        (ViewScorer scorer, double accuracy) = _trained ??= new ViewTraining(data, Target, trainingViews, Epochs, session.Device).Run(context);
        var scene = new PanoramaScene(new PanelImages(data.Test), Target, new CounterRandom((ulong)seed, "room"));
        var tree = new OptimisticTree(
            new SearchBox([-1, -0.5, -1], [1, 0.5, 1]), TreeSearchOptions.PanoTree with { Seed = (ulong)seed });
        var chance = new CounterRandom((ulong)seed, "places");
        float[] views = new float[ViewCamera.Directions * Pixels], scores = new float[2 * ViewCamera.Directions], best = [];
        double highest = double.NegativeInfinity, sum = 0;
        var found = new List<double>();
        long start = Stopwatch.GetTimestamp();
        for (int play = 1; play <= plays; play++)
        {
            context.ThrowIfStopped();
            if (search == PanoramaRun.Tree)
            {
                tree.Play(place => Score(new Vector3((float)place[0], (float)place[1], (float)place[2])));
            }
            else
            {
                Score(PanoramaScene.Place(chance));
            }

            if (Looks.Contains(play))
            {
                found.Add(highest);
            }
        }

        _pictures.Add(best);
        return new PanoramaRun(search, seed, found, sum / plays, accuracy, Stopwatch.GetElapsedTime(start).TotalSeconds);

        double Score(Vector3 place)
        {
            for (int view = 0; view < ViewCamera.Directions; view++)
            {
                scene.Draw(ViewCamera.Facing(place, ViewCamera.Sphere[view]), views.AsSpan(view * Pixels, Pixels));
            }

            scorer.Forward(views, scores);
            double score = 0;
            int chosen = 0;
            for (int view = 0; view < ViewCamera.Directions; view++)
            {
                double probability = 1 / (1 + Math.Exp(scores[2 * view] - scores[(2 * view) + 1]));
                (score, chosen) = probability > score ? (probability, view) : (score, chosen);
            }

            sum += score;
            if (score > highest)
            {
                (highest, best) = (score, views.AsSpan(chosen * Pixels, Pixels).ToArray());
            }

            return score;
        }
    }

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

    private void Draw(PanoramaPoint[] points)
    {
        var picture = new LinePicture("Search for a view", new PlotAxis("places", IsLogarithmic: true), new PlotAxis("best score so far"));
        foreach (PanoramaPoint point in points)
        {
            picture.Add(point.Search, [.. point.Best.Select((best, look) => new PlotPoint(Looks[look], best))]);
        }

        picture.Save(session.FileOf(".png"));
        if (_pictures.Count > 0)
        {
            // Dark is little, as the panels have it.
            ImageGrid.Save(session.FileOf("-views.png"), [.. _pictures.Select(Darken)], ViewCamera.Side, 2, 5, isGrey: static _ => true);
        }
    }

    private static float[] Darken(float[] view)
    {
        float least = view.Min();
        return Array.ConvertAll(view, value => value - least);
    }
}
