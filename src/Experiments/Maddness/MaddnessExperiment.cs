using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// The experiment of Blalock and Guttag 2021 (arXiv 2106.10860, section 5.3) in small: the classifier of a trained network by hashes and table look-ups, accuracy against speed.
/// The paper has CIFAR-10 and CIFAR-100 and the 512 features of a convolutional network; here are images of clothes and the 512 features of a perceptron.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="training">Images and epochs.</param>
/// <param name="learningRate">Highest learning rate.</param>
internal sealed class MaddnessExperiment(ExperimentSession session, ImageTraining training, float learningRate)
{
    private static readonly int[] Codebooks = [0, 2, 4, 8, 16, 32, 64];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        // The runs of a seed share its network, which is trained when the first of them is done.
        var networks = new Dictionary<int, FeaturePerceptron>();
        PlannedRun<MaddnessRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from codebooks in Codebooks
               select MaddnessRun.Plan(codebooks, seed, training, context => networks.TryGetValue(seed, out FeaturePerceptron? known)
                   ? known
                   : networks[seed] = Train(seed, context)),
        ];
        try
        {
            return session.Complete(
                plan,
                training.AddTo(new ExperimentSettings()).Add("learning-rate", learningRate).Add("device", session.Device.Name),
                MaddnessRun.Schema,
                MaddnessPoint.Of,
                Show,
                Draw,
                ExperimentJson.Default.MaddnessReport);
        }
        finally
        {
            foreach (FeaturePerceptron network in networks.Values)
            {
                network.Dispose();
            }
        }
    }

    private FeaturePerceptron Train(int seed, RunContext context)
    {
        var model = new FeaturePerceptron(training.Batch, session.Device, (ulong)seed);
        var trainer = new Trainer<FeaturePerceptron>(model, new AdamW(learningRate, 0.05f), new SoftmaxCrossEntropy());
        var options = new TrainingOptions
        {
            Epochs = training.Epochs,
            BatchSize = training.Batch,
            Seed = (ulong)seed,
            Schedule = new CosineSchedule(0),
        };
        trainer.Fit(training.Data.Train, null, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();
        return model;
    }

    private void Show(MaddnessPoint[] points)
    {
        Sheet table = Tables.Create("The classifier behind 512 features, in other forms")
            .Text("classifier").Number($"{training.Judge} accuracy, %").Number("lost, points").Number("error, %").Number("kB").Number("faster");
        foreach (MaddnessPoint point in points)
        {
            table.Row(
                MaddnessRun.NameOf(point.Codebooks), point.Accuracy.Times(100).ToString("0.00"), point.Lost.Times(100).ToString("0.00"),
                point.Error.Times(100).ToString("0.0"), (point.Bytes / 1000.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), point.Faster.ToString("0.0"));
        }

        Terminal.Write(table);
    }

    private void Draw(MaddnessPoint[] points)
    {
        var picture = new LinePicture(
            "A classifier by hashes and tables", new PlotAxis("times as fast as the exact classifier", IsLogarithmic: true), new PlotAxis($"{training.Judge} accuracy, %"));
        PlotPoint[] Places(Func<MaddnessPoint, bool> which) => [.. points.Where(which).OrderBy(point => point.Faster.Mean).Select(
            point => new PlotPoint(point.Faster.Mean, point.Accuracy.Times(100)))];
        picture.Add("MADDNESS, 64 to 2 codebooks", Places(point => point.Codebooks > 0));
        picture.Add("integers of 8 bits", Places(point => point.Codebooks == 0));
        picture.Save(session.FileOf(".png"));
    }
}
