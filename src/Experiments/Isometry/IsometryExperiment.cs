using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Initial values and the Jacobians of a deep perceptron: singular values of d output / d layer layer by layer, their second moment beside free probability (Pennington,
/// Schoenholz and Ganguli 2017, arXiv 1711.04735), and how fast the perceptron learns.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of SGD.</param>
internal sealed class IsometryExperiment(ExperimentSession session, ImageTraining training, float learningRate)
{
    /// <summary>Does the runs that are missing, then shows the table, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<IsometryRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from start in IsometryStart.All
               select new PlannedRun<IsometryRun>(
                   IsometryRun.KeyOf(start.Entry.Name, seed),
                   $"{start.Entry.Name} initial values, seed {seed}",
                   context => start.Entry.Apply(new IsometryTraining(start, seed, training, learningRate, session.Device, context))),
        ];
        return session.Complete(
            plan,
            training.AddTo(new ExperimentSettings()).Add("lr", learningRate).Add("device", session.Device.Name),
            IsometryRun.Schema,
            IsometryPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.IsometryReport);
    }

    private void Show(IsometryPoint[] points)
    {
        Sheet table = Tables.Create($"Jacobian behind the first layer of {IsometryStart.Depth} more, and {training.Judge} accuracy in %")
            .Text("start").Number("largest").Number("median").Number("m2/m1^2").Number("theory").Number("after 1 epoch").Number("at the end").Number("time");
        foreach (IsometryPoint point in points)
        {
            table.Row(
                point.Start, point.Largest[0].ToString("G3"), point.Medians[0].ToString("G3"), point.Ratio.ToString("0.00"), point.Theory?.ToString("0.00") ?? "-",
                point.Accuracies[0].Times(100).ToString("0.0"), point.Accuracies[^1].Times(100).ToString("0.0"), Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(IsometryPoint[] points)
    {
        var spectrum = new LinePicture(
            "Singular values of d output / d layer: the largest and the median", new PlotAxis("layers before it"), new PlotAxis("singular value", IsLogarithmic: true));
        var learning = new LinePicture("Learning", new PlotAxis("epochs"), new PlotAxis($"{training.Judge} accuracy, %"));
        for (int style = 0; style < points.Length; style++)
        {
            IsometryPoint point = points[style];
            spectrum.Add($"{point.Start}, largest", Along(point.Largest), style: style);
            spectrum.Add($"{point.Start}, median", Along(point.Medians), isDashed: true, style: style);
            learning.Add(point.Start, [.. point.Accuracies.Select((accuracy, epoch) => new PlotPoint(epoch + 1, accuracy.Times(100)))]);
        }

        spectrum.Save(session.FileOf(".png"));
        learning.Save(session.FileOf("-learning.png"));
    }

    private static PlotPoint[] Along(IReadOnlyList<Spread> values) => [.. values.Select((value, layer) => new PlotPoint(layer + 1, value))];
}
