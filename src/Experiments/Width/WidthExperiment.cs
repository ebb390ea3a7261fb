using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// The width experiment of Hayase and Karakida (2024, arXiv 2306.01470, figure 5) on Fashion-MNIST: test error against effective width at a fixed number of
/// connections, for S-Mixer, RP-S-Mixer and SW-MLP.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="optimizer">How the models learn.</param>
internal sealed class WidthExperiment(ExperimentSession session, ImageTraining training, WidthOptimizer optimizer)
{
    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        return session.Complete(
            Plan(),
            optimizer.AddTo(training.AddTo(new ExperimentSettings())).Add("device", session.Device.Name),
            WidthRun.Schema,
            runs => [.. WidthModels.All.Select(model => WidthPoint.Of(model, runs)).OfType<WidthPoint>()],
            points => WidthSummary.Show(points, training.Judge),
            points => WidthPicture.Draw(points, training.Judge, session.FileOf(".png")),
            ExperimentJson.Default.WidthReport);
    }

    // Seed by seed, so that a stopped experiment has all widths with few seeds rather than few widths with all.
    private List<PlannedRun<WidthRun>> Plan()
    {
        var plan = new List<PlannedRun<WidthRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            plan.AddRange(WidthModels.All.Select(model => new PlannedRun<WidthRun>(
                WidthRun.KeyOf(model.Kind, model.Tokens, model.Channels, seed),
                $"{model.Kind}, width {Tables.Count(model.Width)}, seed {seed}",
                context => model.Entry.Apply(new WidthTraining(model, seed, training, optimizer, session.Device, context)))));
        }

        return plan;
    }
}
