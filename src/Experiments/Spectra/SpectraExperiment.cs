using SparseGen.Analysis;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>
/// The singular values of a hidden weight while it learns, beside the law of Marchenko and Pastur that it begins with: what is learned leaves the bulk (Martin and
/// Mahoney 2021, arXiv 1810.01075).
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="rates">Learning rates of AdamW and of SGD.</param>
internal sealed class SpectraExperiment(ExperimentSession session, ImageTraining training, IReadOnlyList<WidthOptimizer> rates)
{
    private const string Hidden = "hidden.weight";
    private const int Bins = 40;

    /// <summary>Epochs that are watched: the start, the first and the second, and doublings up to the last.</summary>
    public static IReadOnlyList<int> Epochs(int last)
        => [0, .. Enumerable.Range(0, 30).Select(static power => 1 << power).Where(epoch => epoch < last), last];

    /// <summary>Does the runs that are missing, then shows the table, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        IReadOnlyList<int> epochs = Epochs(training.Epochs);
        PlannedRun<SpectraRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from optimizer in rates
               select new PlannedRun<SpectraRun>(SpectraRun.KeyOf(optimizer.Name, seed), $"{optimizer.Name}, seed {seed}", context => Train(optimizer, seed, epochs, context)),
        ];
        var settings = training.AddTo(new ExperimentSettings());
        foreach (WidthOptimizer optimizer in rates)
        {
            settings.Add($"lr-{optimizer.Name}", optimizer.LearningRate);
        }

        return session.Complete(
            plan,
            settings.Add("device", session.Device.Name),
            SpectraRun.Schema,
            runs => SpectraPoint.Of(runs, epochs),
            points =>
            {
                Show(points);
                DrawLargest(points);
                foreach (IGrouping<string, SpectraPoint> optimizer in points.GroupBy(point => point.Optimizer))
                {
                    Draw(optimizer.Key, [.. optimizer]);
                }
            },
            ExperimentJson.Default.SpectraReport);
    }

    private SpectraRun Train(WidthOptimizer optimizer, int seed, IReadOnlyList<int> epochs, RunContext context)
    {
        using SpectralMlp model = NewModel.Create<SpectralMlp>(training.Batch, session.Device, (ulong)seed);
        var trainer = new Trainer<SpectralMlp>(model, optimizer.Create(), new SoftmaxCrossEntropy());
        int steps = (training.Data.Train.Count + training.Batch - 1) / training.Batch;
        List<double> spectra = [], accuracies = [trainer.Evaluate(training.Data.Test).Accuracy];
        double edge = Math.Sqrt(Look(model, spectra)!.Upper);
        trainer.EpochEnded += (_, epoch) =>
        {
            accuracies.Add(epoch.Test!.Accuracy);
            if (epochs.Contains(accuracies.Count - 1))
            {
                Look(model, spectra);
            }
        };
        var options = new TrainingOptions
        {
            Epochs = training.Epochs,
            BatchSize = training.Batch,
            Seed = (ulong)seed,
            Schedule = WarmUp.Schedule((long)steps * training.Epochs),
            EvaluateEveryEpoch = true,
        };
        TrainingResult result = trainer.Fit(training.Data.Train, training.Data.Test, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();
        return new SpectraRun(optimizer.Name, seed, accuracies, edge, spectra, result.Seconds);
    }

    private static MarchenkoPastur? Look(SpectralMlp model, List<double> spectra)
    {
        WeightSpectrum spectrum = WeightSpectrum.OfModel(model.Parameters).Single(static weight => weight.Name == Hidden);
        spectra.AddRange(spectrum.SingularValues);
        return spectrum.Law;
    }

    private static void Show(SpectraPoint[] points)
    {
        Sheet table = Tables.Create("The hidden weight, 256 x 256, while it learns")
            .Text("optimizer").Number("epochs").Number("test accuracy, %").Number("largest / edge").Number("above the edge").Number("stable rank");
        foreach (SpectraPoint point in points)
        {
            table.Row(
                point.Optimizer, Tables.Count(point.Epoch), point.Accuracy.Times(100).ToString("0.0"), point.Largest.ToString("0.00"), point.Above.ToString("0.0"),
                point.StableRank.ToString("0.0"));
        }

        Terminal.Write(table);
    }

    private void DrawLargest(SpectraPoint[] points)
    {
        var picture = new LinePicture("Singular values above the edge of chance", new PlotAxis("epochs"), new PlotAxis("singular values of 256"));
        foreach (IGrouping<string, SpectraPoint> optimizer in points.GroupBy(point => point.Optimizer))
        {
            picture.Add(optimizer.Key, [.. optimizer.Select(point => new PlotPoint(point.Epoch, point.Above))]);
        }

        picture.Save(session.FileOf(".png"));
    }

    private void Draw(string optimizer, SpectraPoint[] points)
    {
        var picture = new LinePicture($"Singular values of the hidden weight, {optimizer}", new PlotAxis("singular value"), new PlotAxis("density"));
        double edge = points[0].Edge, end = Math.Min(3 * edge, points.Max(point => point.Spectrum.Max())), bin = end / Bins;
        foreach (SpectraPoint point in points)
        {
            picture.Add(
                point.Epoch == 1 ? "1 epoch" : $"{point.Epoch} epochs",
                [.. Enumerable.Range(0, Bins).Select(i => new PlotPoint(
                    (i + 0.5) * bin, Spread.Of([point.Spectrum.Count(value => value >= i * bin && value < (i + 1) * bin) / (bin * point.Spectrum.Count)])))],
                hasMarkers: false);
        }

        // As many rows as columns: the edge is twice the deviation of an entry times the square root of the side.
        var law = new MarchenkoPastur(1, edge * edge / 4);
        picture.Add(
            "Marchenko-Pastur",
            [.. Enumerable.Range(1, 200).Select(i => new PlotPoint(i * edge / 200, Spread.Of([law.SingularValueDensity(i * edge / 200)])))],
            isDashed: true,
            hasMarkers: false);
        picture.Save(session.FileOf($"-{optimizer}.png"));
    }
}
