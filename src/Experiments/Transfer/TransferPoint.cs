namespace SparseGen.Experiments;

/// <summary>A method with a number of images, over all seeds: a row of the table.</summary>
/// <param name="Method">One of <see cref="TransferMethod.All"/>.</param>
/// <param name="Images">Training images.</param>
/// <param name="Accuracy">Accuracy on test images.</param>
/// <param name="ViewsAccuracy">The same from several views of each; null for a probe that is no network.</param>
/// <param name="Seconds">Time of the training, mean over the seeds.</param>
internal sealed record TransferPoint(string Method, int Images, Spread Accuracy, Spread? ViewsAccuracy, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static TransferPoint[] Of(IReadOnlyList<TransferRun> runs)
        => [.. runs.GroupBy(run => (run.Images, run.Method)).Select(group => new TransferPoint(
            group.Key.Method,
            group.Key.Images,
            Spread.Of(group.Select(run => run.Accuracy)),
            group.Any(run => double.IsNaN(run.ViewsAccuracy)) ? null : Spread.Of(group.Select(run => run.ViewsAccuracy)),
            group.Average(run => run.Seconds)))];
}
