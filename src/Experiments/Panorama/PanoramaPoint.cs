namespace SparseGen.Experiments;

/// <summary>A way to search over all rooms: a row of the table.</summary>
/// <param name="Search">The way.</param>
/// <param name="Best">The best score after each number of places.</param>
/// <param name="Mean">Mean score of all places.</param>
/// <param name="Seconds">Time of a search, mean over the rooms.</param>
internal sealed record PanoramaPoint(string Search, IReadOnlyList<Spread> Best, Spread Mean, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static PanoramaPoint[] Of(IReadOnlyList<PanoramaRun> runs)
        => [.. runs.GroupBy(run => run.Search).OrderByDescending(group => group.Key, StringComparer.Ordinal).Select(group => new PanoramaPoint(
            group.Key,
            [.. Enumerable.Range(0, group.First().Best.Count).Select(at => Spread.Of(group.Select(run => run.Best[at])))],
            Spread.Of(group.Select(run => run.Mean)),
            group.Average(run => run.Seconds)))];
}
