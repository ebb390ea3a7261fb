using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// A tree search over the shapes of an S-Mixer at a fixed number of connections: the interval [0, 1] from few channels to many, an equal part for each shape of the width
/// experiment, with the accuracy
/// after a short training as the reward.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="optimizer">How models learn.</param>
/// <param name="plays">Trainings of a search.</param>
internal sealed class ShapeSearchExperiment(ExperimentSession session, ImageTraining training, WidthOptimizer optimizer, int plays)
{
    // Accuracies differ by a few hundredths: the noise of a training is far below what Bernoulli rewards would have, and so are the differences.
    private static readonly TreeSearchOptions Options = new() { Exploration = 0.02, Variation = 0.1, Decay = 0.5 };

    private readonly WidthModel[] _shapes = [.. WidthModels.All.Where(model => model.Kind == WidthKind.SMixer)];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var plan = new List<PlannedRun<ShapeSearchRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            var search = new Search(seed, this);
            plan.AddRange(Enumerable.Range(0, plays).Select(play => new PlannedRun<ShapeSearchRun>(
                ShapeSearchRun.KeyOf(seed, play), $"search {seed}, play {play + 1}", search.Play, search.Recall)));
        }

        return session.Complete(
            plan,
            optimizer.AddTo(training.AddTo(new ExperimentSettings())).Add("device", session.Device.Name),
            ShapeSearchRun.Schema,
            runs => ShapePoint.Of(_shapes, runs, plays / 2),
            Show,
            Draw,
            ExperimentJson.Default.ShapeReport);
    }

    private static void Show(ShapePoint[] points)
    {
        Sheet table = Tables.Create("Shapes that were searched: accuracy in %, and how often they were trained")
            .Number("tokens").Number("channels").Number("width").Number("accuracy").Number("plays").Number("in second halves");
        foreach (ShapePoint point in points)
        {
            table.Row(
                Tables.Count(point.Tokens), Tables.Count(point.Channels), Tables.Count(point.Width), point.Accuracy?.Times(100).ToString("0.0") ?? "-",
                Tables.Count(point.Plays), Tables.Count(point.LatePlays));
        }

        Terminal.Write(table);
    }

    private void Draw(ShapePoint[] points)
    {
        var picture = new BarPicture(
            "Tree search over shapes of an S-Mixer with 2^18 connections a map", "trainings of a shape", [.. points.Select(point => $"S {point.Tokens}, C {point.Channels}")]);
        picture.Add("first halves", [.. points.Select(point => Spread.Of([point.Plays - point.LatePlays]))]);
        picture.Add("second halves", [.. points.Select(point => Spread.Of([point.LatePlays]))]);
        picture.Save(session.FileOf(".png"));
    }

    private ShapeSearchRun Train(int seed, int play, double place, RunContext context)
    {
        WidthModel shape = _shapes[Math.Min((int)(place * _shapes.Length), _shapes.Length - 1)];
        WidthRun run = shape.Entry.Apply(new WidthTraining(shape, (1000 * seed) + play, training, optimizer, session.Device, context));
        return new ShapeSearchRun(seed, play, place, shape.Tokens, shape.Channels, 1 - run.TestError, run.Seconds);
    }

    /// <summary>One search, whose plays follow each other in the order of the plan.</summary>
    private sealed class Search(int seed, ShapeSearchExperiment experiment)
    {
        private readonly OptimisticTree _tree = new(SearchBox.Unit(1), Options with { Seed = (ulong)seed });

        public ShapeSearchRun Play(RunContext context)
        {
            ShapeSearchRun? run = null;
            _tree.Play(point => (run = experiment.Train(seed, _tree.Rounds, point[0], context)).Accuracy);
            return run!;
        }

        /// <summary>Plays what an earlier start has played: the same place, and the reward that it had.</summary>
        public void Recall(ShapeSearchRun run) => _tree.Play(_ => run.Accuracy);
    }
}
