using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;

namespace SparseGen.Experiments;

/// <summary>
/// The singular values of hidden weights of a perceptron and of a Mixer while they learn, beside the law of Marchenko and Pastur that they begin with: what is learned leaves the
/// bulk (Martin and Mahoney 2021, arXiv 1810.01075).
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="optimizers">AdamW and SGD with their learning rates.</param>
internal sealed class SpectraExperiment(ExperimentSession session, ImageTraining training, IReadOnlyList<WidthOptimizer> optimizers)
{
    private const int Bins = 40;

    /// <summary>Epochs that are watched: the start, the first and the second, and doublings up to the last.</summary>
    public static IReadOnlyList<int> Epochs(int last)
        => [0, .. Enumerable.Range(0, 30).Select(static power => 1 << power).Where(epoch => epoch < last), last];

    /// <summary>Does the runs that are missing, then shows the table, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<SpectraRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from network in SpectralNetwork.All
               from optimizer in optimizers
               select new PlannedRun<SpectraRun>(
                   SpectraRun.KeyOf(network.Entry.Name, optimizer.Name, seed),
                   $"{network.Entry.Name}, {optimizer.Name}, seed {seed}",
                   context => network.Entry.Apply(new SpectraTraining(network, optimizer, seed, training, session.Device, context))),
        ];
        ExperimentSettings settings = training.AddTo(new ExperimentSettings());
        foreach (WidthOptimizer optimizer in optimizers)
        {
            settings.Add($"lr-{optimizer.Name}", optimizer.LearningRate);
        }

        return session.Complete(
            plan,
            settings.Add("device", session.Device.Name),
            SpectraRun.Schema,
            runs => SpectraPoint.Of(runs, Epochs(training.Epochs)),
            Show,
            Draw,
            ExperimentJson.Default.SpectraReport);
    }

    private void Show(SpectraPoint[] points)
    {
        Sheet table = Tables.Create("Hidden weights while they learn")
            .Text("weights").Text("size").Text("optimizer").Number("epochs").Number($"{training.Judge} accuracy, %").Number("largest / edge").Number("above the edge")
            .Number("stable rank");
        foreach (SpectraPoint point in points)
        {
            table.Row(
                point.Weights, $"{point.Rows} x {point.Columns}", point.Optimizer, Tables.Count(point.Epoch), point.Accuracy.Times(100).ToString("0.0"),
                point.Largest.ToString("0.00"), point.Above.ToString("0.0"), point.StableRank.ToString("0.0"));
        }

        Terminal.Write(table);
    }

    private void Draw(SpectraPoint[] points)
    {
        var picture = new LinePicture("Singular values above the edge of chance", new PlotAxis("epochs"), new PlotAxis("share above the edge, %"));
        foreach (IGrouping<(string Weights, string Optimizer), SpectraPoint> course in points.GroupBy(point => (point.Weights, point.Optimizer)))
        {
            picture.Add(
                $"{course.Key.Weights}, {course.Key.Optimizer}",
                [.. course.Select(point => new PlotPoint(point.Epoch, point.Above.Times(100.0 / Math.Min(point.Rows, point.Columns))))],
                isDashed: course.Key.Optimizer == WidthOptimizer.Nesterov);
            DrawSpectra([.. course]);
        }

        picture.Save(session.FileOf(".png"));
    }

    private void DrawSpectra(SpectraPoint[] course)
    {
        SpectraPoint start = course[0];
        var picture = new SpectrumPicture(
            $"Singular values of {start.Weights} [{start.Rows}, {start.Columns}], {start.Optimizer}", Math.Min(3 * start.Edge, course.Max(point => point.Spectrum.Max())), Bins);
        foreach (SpectraPoint point in course)
        {
            picture.Add(point.Epoch == 1 ? "1 epoch" : $"{point.Epoch} epochs", point.Spectrum);
        }

        picture.AddLaw("Marchenko-Pastur", start.Rows, start.Columns, start.Edge);
        picture.Save(session.FileOf($"-{start.Weights.Replace(' ', '-')}-{start.Optimizer}.png"));
    }
}
