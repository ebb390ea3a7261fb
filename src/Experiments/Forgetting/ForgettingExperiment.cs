namespace SparseGen.Experiments;

/// <summary>
/// Selective forgetting (Hayase, Yasutomi and Katoh 2020, arXiv 2012.11849) on Fashion-MNIST: a model learns that a mark decides the label, and then forgets the mark
/// and keeps the classes. Accuracy on the four data sets, with and without the mark, available to the procedure or not.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="images">Images, epochs and batch.</param>
/// <param name="forgetting">How to forget.</param>
internal sealed class ForgettingExperiment(ExperimentSession session, ImageTraining images, ForgettingSettings forgetting)
{
    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        return session.Complete(
            Plan(),
            forgetting.AddTo(images.AddTo(new ExperimentSettings())).Add("device", session.Device.Name),
            ForgettingRun.Schema,
            runs => [.. ForgettingMethod.All.Select(method => ForgettingPoint.Of(method, runs)).OfType<ForgettingPoint>()],
            ForgettingSummary.Show,
            points => ForgettingPicture.Draw(points, session.FileOf(".png")),
            ExperimentJson.Default.ForgettingReport);
    }

    private List<PlannedRun<ForgettingRun>> Plan()
    {
        var plan = new List<PlannedRun<ForgettingRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            var seed = new ForgettingSeed(number, images, forgetting, session.Device);
            int index = number;
            plan.AddRange(ForgettingMethod.All.Select(method => new PlannedRun<ForgettingRun>(
                ForgettingRun.KeyOf(method, index), $"{method}, seed {index}", context => seed.Run(method, context))));
        }

        return plan;
    }
}
