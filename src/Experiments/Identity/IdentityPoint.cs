namespace SparseGen.Experiments;

/// <summary>Perceptrons of one depth and start, over all seeds: a row of the table.</summary>
/// <param name="Start">What they start with.</param>
/// <param name="Depth">L.</param>
/// <param name="Distance">|W - I| / |I| after the training.</param>
/// <param name="Accuracies">Accuracy at each layer, from the first to the last.</param>
/// <param name="Seconds">Time of the training, mean over the seeds.</param>
internal sealed record IdentityPoint(string Start, int Depth, Spread Distance, IReadOnlyList<Spread> Accuracies, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static IdentityPoint[] Of(IReadOnlyList<IdentityRun> runs)
        => [.. runs.GroupBy(run => (run.Start, run.Depth)).OrderBy(group => group.Key).Select(group => new IdentityPoint(
            group.Key.Start,
            group.Key.Depth,
            Spread.Of(group.Select(run => run.Distance)),
            [.. Enumerable.Range(0, group.Key.Depth).Select(layer => Spread.Of(group.Select(run => run.Accuracies[layer])))],
            group.Average(run => run.Seconds)))];
}
