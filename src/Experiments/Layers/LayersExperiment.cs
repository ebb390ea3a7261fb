using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;

namespace SparseGen.Experiments;

/// <summary>
/// How alike the layers of a Mixer, a Mixer with random permutations and an MLP with sparse weights are after training (Hayase and Karakida 2024, arXiv 2306.01470,
/// figure 2), by unbiased CKA over batches, and what a linear classifier reads off each.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the schedule.</param>
internal sealed class LayersExperiment(ExperimentSession session, ImageTraining training, float learningRate)
{
    /// <summary>Does the runs that are missing, then shows the tables, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var plan = new List<PlannedRun<LayersRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            var study = new LayerStudy(training, learningRate, seed, session.Device);
            plan.AddRange(LayerKind.Pairs.Select(pair => new PlannedRun<LayersRun>(
                LayersRun.KeyOf(pair.First.Name, pair.Second.Name, seed), $"{pair.First.Name} and {pair.Second.Name}, seed {seed}", context =>
                {
                    StudiedModel first = study.Of(pair.First, context), second = study.Of(pair.Second, context);
                    return new LayersRun(
                        pair.First.Name, pair.Second.Name, seed, first.Accuracy, second.Accuracy, first.Probes, second.Probes,
                        [.. LayerAlignment.Of(first.Layers, second.Layers, first.Images).Cast<double>()], first.Seconds + second.Seconds);
                })));
        }

        return session.Complete(
            plan,
            training.AddTo(new ExperimentSettings()).Add("lr", learningRate).Add("device", session.Device.Name),
            LayersRun.Schema,
            LayersPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.LayersReport);
    }

    private static void Show(LayersPoint[] points)
    {
        Sheet table = Tables.Create("Layers compared: test accuracy in %, and CKA of layers of the same depth behind the patches")
            .Text("first").Text("second").Number("accuracy").Number("accuracy of the second").Number("CKA, same depth").Number("CKA, last");
        foreach (LayersPoint point in points)
        {
            table.Row(
                point.First, point.Second, point.FirstAccuracy.Times(100).ToString("0.0"), point.SecondAccuracy.Times(100).ToString("0.0"), point.SameDepth.ToString("0.000"),
                Cell.Of(Math.Round(point.Alignment[^1][^1], 3)));
        }

        Terminal.Write(table);
        Sheet probes = Tables.Create("Accuracy in % of a linear classifier behind the patches and behind each mixing").Text("model");
        (string Name, IReadOnlyList<Spread> Probes)[] models = Models(points);
        for (int layer = 0; layer < models[0].Probes.Count; layer++)
        {
            probes.Number(layer == 0 ? "patches" : Cell.Of(layer));
        }

        foreach ((string name, IReadOnlyList<Spread> values) in models)
        {
            probes.Row([name, .. values.Select(static value => value.Times(100).ToString("0.0"))]);
        }

        Terminal.Write(probes);
    }

    private static (string Name, IReadOnlyList<Spread> Probes)[] Models(LayersPoint[] points) =>
        [.. points.SelectMany(point => new[] { (point.First, point.FirstProbes), (point.Second, point.SecondProbes) }).DistinctBy(model => model.Item1)];

    private void Draw(LayersPoint[] points)
    {
        foreach (LayersPoint point in points)
        {
            string[] names = [.. point.Alignment.Select((_, layer) => layer == 0 ? "patches" : $"mixing {layer}")];
            double[,] values = new double[names.Length, names.Length];
            for (int at = 0; at < values.Length; at++)
            {
                values[at / names.Length, at % names.Length] = point.Alignment[at / names.Length][at % names.Length];
            }

            new HeatPicture(new PlotTitles($"CKA of {point.First} and {point.Second}", point.First, point.Second), names, names)
                .Save(session.FileOf($"-{point.First}-{point.Second}.png"), values, 0, 1);
        }

        var picture = new LinePicture("A linear classifier on each layer", new PlotAxis("mixings before it"), new PlotAxis("test accuracy, %"));
        foreach ((string name, IReadOnlyList<Spread> probes) in Models(points))
        {
            picture.Add(name, [.. probes.Select((value, layer) => new PlotPoint(layer, value.Times(100)))]);
        }

        picture.Save(session.FileOf(".png"));
    }
}
