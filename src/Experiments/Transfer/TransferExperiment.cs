using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// What a bottleneck MLP that learned five classes of Fashion-MNIST brings to the other five (Bachmann, Anagnostidis and Hofmann 2023, arXiv 2306.13575): linear probes,
/// fine-tuning with the body at a tenth of the head's rate, several views of a test image, and the same network from scratch.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch of the first training.</param>
/// <param name="optimizer">How the network learns the first classes.</param>
internal sealed class TransferExperiment(ExperimentSession session, ImageTraining training, WidthOptimizer optimizer)
{
    private static readonly int[] Images = [50, 200, 1000];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var plan = new List<PlannedRun<TransferRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            var transfer = new TransferSeed(training, optimizer, seed, session.Device);
            plan.AddRange(
                from images in Images
                from method in TransferMethod.All
                select new PlannedRun<TransferRun>(
                    TransferRun.KeyOf(method, images, seed), $"{method}, {images} images, seed {seed}", context => transfer.Run(method, images, context)));
        }

        return session.Complete(
            plan,
            optimizer.AddTo(training.AddTo(new ExperimentSettings())).Add("device", session.Device.Name),
            TransferRun.Schema,
            TransferPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.TransferReport);
    }

    private void Show(TransferPoint[] points)
    {
        Sheet table = Tables.Create($"Five classes after five others: {training.Judge} accuracy in %")
            .Number("images").Text("method").Number("accuracy").Number($"of {TransferSeed.Views} views").Number("time");
        foreach (TransferPoint point in points)
        {
            table.Row(
                Tables.Count(point.Images), point.Method, point.Accuracy.Times(100).ToString("0.0"), point.ViewsAccuracy?.Times(100).ToString("0.0") ?? "-",
                Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(TransferPoint[] points)
    {
        var picture = new LinePicture(
            "Five classes after five others", new PlotAxis("training images", IsLogarithmic: true), new PlotAxis($"{training.Judge} accuracy, %"));
        foreach (string method in TransferMethod.All)
        {
            picture.Add(method, [.. points.Where(point => point.Method == method).Select(point => new PlotPoint(point.Images, point.Accuracy.Times(100)))]);
        }

        picture.Save(session.FileOf(".png"));
    }
}
