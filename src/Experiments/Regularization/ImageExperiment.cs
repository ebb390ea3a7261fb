using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>
/// Gradient regularisation on Fashion-MNIST: a Mixer and an MLP over a grid of gamma and epsilon, against plain SGD, SAM and exact products; and the time of their steps.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the cosine schedule.</param>
/// <param name="rounds">Rounds in which steps are timed.</param>
internal sealed class ImageExperiment(ExperimentSession session, ImageTraining training, float learningRate, int rounds)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(40);

    /// <summary>Does the runs that are missing, then shows the table and draws a picture for each model.</summary>
    /// <param name="times">The measured times.</param>
    /// <param name="planned">How many runs were planned.</param>
    public ExperimentReport<ImageRun, ImagePoint> Run(out IReadOnlyList<StepTimeRun> times, out int planned)
    {
        // Times first: the machine has rested.
        ExperimentResult<StepTimeRun> timed = MeasureTimes();
        ExperimentSettings settings = training.AddTo(new ExperimentSettings())
            .Add("optimizer", "SGD")
            .Add("momentum", ImageRegularization.Momentum)
            .Add("weight-decay", ImageRegularization.WeightDecay)
            .Add("learning-rate", learningRate)
            .Add("device", session.Device.Name);
        ExperimentResult<ImageRun> result = session.Run(Plan(), settings, ImageRun.Schema, "-images");
        IReadOnlyList<ImagePoint> points = ImagePoint.Of(result.Runs, timed.Runs);
        ImageSummary.Show(points, training.Judge);
        foreach (IGrouping<string, ImagePoint> model in points.GroupBy(point => point.Model))
        {
            ImagePicture.Draw(model.Key, [.. model], training.Judge, session.FileOf($"-images-{model.Key.ToLowerInvariant()}.png"));
        }

        times = timed.Runs;
        planned = timed.Planned + result.Planned;
        return new(session.Name + "-images", settings.Values.ToDictionary(), session.Seeds, result.IsInterrupted || timed.IsInterrupted, result.Runs, points, session.Output);
    }

    private ExperimentResult<StepTimeRun> MeasureTimes()
    {
        ExperimentSettings settings = new ExperimentSettings().Add("batch", training.Batch).Add("rounds", rounds).Add("device", session.Device.Name);
        var measured = new Dictionary<string, IReadOnlyList<StepTime>>();
        PlannedRun<StepTimeRun>[] plan =
        [
            .. RegularizedModels.All.SelectMany(model => ImageRegularizers.Timed.Select(regularizer => new PlannedRun<StepTimeRun>(
                StepTimeRun.KeyOf(model.Name, regularizer.Method), $"{model.Name}, time of a step, {regularizer.Method}", _ => Time(model, regularizer, measured)))),
        ];
        return session.Run(plan, settings, StepTimeRun.Schema, "-time");
    }

    /// <summary>All methods of a model are measured together, when the first of them is asked for.</summary>
    private StepTimeRun Time(ModelEntry model, Regularizer regularizer, Dictionary<string, IReadOnlyList<StepTime>> measured)
    {
        if (!measured.TryGetValue(model.Name, out IReadOnlyList<StepTime>? times))
        {
            StepVariant[] variants = [.. ImageRegularizers.Timed.Select(one => new StepVariant(one.Method, one.CreateHook))];
            times = model.Apply(new StepTimesOperation(session.Device, training.Batch, rounds, Turn, variants));
            measured.Add(model.Name, times);
        }

        StepTime time = times.First(one => one.Name == regularizer.Method);
        return new StepTimeRun(model.Name, regularizer.Method, time.Milliseconds, time.Ratio);
    }

    private List<PlannedRun<ImageRun>> Plan()
    {
        var plan = new List<PlannedRun<ImageRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            plan.AddRange(RegularizedModels.All.SelectMany(model => ImageRegularizers.All.Select(regularizer => new PlannedRun<ImageRun>(
                ImageRun.KeyOf(model.Name, regularizer, seed),
                $"{model.Name}, {regularizer.Description}, seed {seed}",
                context => model.Apply(new ImageRegularization(regularizer, seed, training, learningRate, session.Device, context))))));
        }

        return plan;
    }
}
