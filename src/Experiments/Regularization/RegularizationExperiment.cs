namespace SparseGen.Experiments;

/// <summary>The experiment on finite-difference gradient regularisation: its parts, and the report of both.</summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="settings">What the command line says.</param>
internal sealed class RegularizationExperiment(ExperimentSession session, RegularizationSettings settings)
{
    /// <summary>Does it.</summary>
    /// <param name="readImages">Reads the images; called when they are needed.</param>
    /// <returns>The exit code.</returns>
    public int Run(Func<ImageTraining> readImages)
    {
        // What can be wrong with the images is found before anything takes time.
        ImageTraining? images = settings.Part == RegularizationPart.Diagonal ? null : readImages();
        int plannedDiagonals = 0, plannedImages = 0;
        IReadOnlyList<StepTimeRun> times = [];
        ExperimentReport<DiagonalRun, DiagonalPoint>? diagonal = settings.Part == RegularizationPart.Images
            ? null
            : new DiagonalExperiment(session, settings.Steps).Run(out plannedDiagonals);
        ExperimentReport<ImageRun, ImagePoint>? trained = images is null
            ? null
            : new ImageExperiment(session, images, settings.LearningRate, settings.Rounds).Run(out times, out plannedImages);
        return session.Finish(
            new RegularizationReport(diagonal, trained, times),
            ExperimentJson.Default.RegularizationReport,
            (diagonal?.Runs.Count ?? 0) + times.Count + (trained?.Runs.Count ?? 0),
            plannedDiagonals + plannedImages);
    }
}
