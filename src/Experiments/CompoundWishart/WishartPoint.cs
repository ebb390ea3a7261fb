namespace SparseGen.Experiments;

/// <summary>A scale with a number of draws, over all seeds: a row of the table.</summary>
/// <param name="Draws">m, draws of the noise in a step.</param>
/// <param name="Scale">gamma.</param>
/// <param name="Distances">Distance from the truth at the start and after every twentieth of the passes.</param>
/// <param name="Least">The least distance of each fit.</param>
/// <param name="Seconds">Time of a fit, mean over the seeds.</param>
internal sealed record WishartPoint(int Draws, double Scale, IReadOnlyList<Spread> Distances, Spread Least, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static WishartPoint[] Of(IReadOnlyList<WishartRun> runs)
        => [.. runs.GroupBy(run => (run.Draws, run.Scale)).OrderBy(group => group.Key).Select(group => new WishartPoint(
            group.Key.Draws,
            group.Key.Scale,
            [.. Enumerable.Range(0, group.First().Distances.Count).Select(at => Spread.Of(group.Select(run => run.Distances[at])))],
            Spread.Of(group.Select(run => run.Distances.Min())),
            group.Average(run => run.Seconds)))];
}
