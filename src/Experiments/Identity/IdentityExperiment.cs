using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Perceptrons whose weights start as identities (Kubota, Hayashi, Hayase and Uchida 2021, arXiv 2102.13333) on Fashion-MNIST: layers stay in the space of the images, so
/// that each shows what it contributes and says a
/// class.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the schedule.</param>
internal sealed class IdentityExperiment(ExperimentSession session, ImageTraining training, float learningRate)
{
    private const int MappedDepth = 8;
    private static readonly int[] Depths = [4, 8, 16];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var trained = new IdentityTraining(training, learningRate, session.Device, session.FileOf("-maps.png"));
        PlannedRun<IdentityRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from depth in Depths
               from start in new[] { IdentityRun.Identity, IdentityRun.Xavier }
               select new PlannedRun<IdentityRun>(IdentityRun.KeyOf(start, depth, seed), $"{start}, depth {depth}, seed {seed}", context =>
               {
                   bool drawsMaps = seed == 0 && depth == MappedDepth && start == IdentityRun.Identity;
                   return depth switch
                   {
                       4 => trained.Run<IdentityPerceptron4>(start, depth, seed, drawsMaps, context),
                       8 => trained.Run<IdentityPerceptron8>(start, depth, seed, drawsMaps, context),
                       _ => trained.Run<IdentityPerceptron16>(start, depth, seed, drawsMaps, context),
                   };
               }),
        ];
        return session.Complete(
            plan,
            training.AddTo(new ExperimentSettings()).Add("lr", learningRate).Add("device", session.Device.Name),
            IdentityRun.Schema,
            IdentityPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.IdentityReport);
    }

    private static void Show(IdentityPoint[] points)
    {
        Sheet table = Tables.Create("Accuracy in % at layers, and how far weights went from the identity")
            .Text("start").Number("depth").Number("first layer").Number("middle").Number("last").Number("|W - I| / |I|").Number("time");
        foreach (IdentityPoint point in points)
        {
            string At(int layer) => point.Accuracies[layer - 1].Times(100).ToString("0.0");
            table.Row(
                point.Start, Tables.Count(point.Depth), At(1), At(point.Depth / 2), At(point.Depth), point.Distance.ToString("0.000"), Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(IdentityPoint[] points)
    {
        var picture = new LinePicture("Accuracy of the class part of each layer", new PlotAxis("layer as a share of the depth"), new PlotAxis("test accuracy, %"));
        foreach (IdentityPoint point in points)
        {
            picture.Add(
                $"{point.Start}, {point.Depth} layers",
                [.. point.Accuracies.Select((accuracy, layer) => new PlotPoint((layer + 1.0) / point.Depth, accuracy.Times(100)))],
                isDashed: point.Start == IdentityRun.Xavier,
                style: Array.IndexOf(Depths, point.Depth));
        }

        picture.Save(session.FileOf(".png"));
    }
}
