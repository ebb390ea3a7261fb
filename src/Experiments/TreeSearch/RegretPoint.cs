namespace SparseGen.Experiments;

/// <summary>Searches of one kind and length, over all seeds: a row of the table.</summary>
/// <param name="Method">How it was searched.</param>
/// <param name="Rounds">n.</param>
/// <param name="MeanRegret">Mean over the rounds.</param>
/// <param name="FinalRegret">Of the recommended point.</param>
/// <param name="Seconds">Time, mean over the seeds.</param>
internal sealed record RegretPoint(string Method, int Rounds, Spread MeanRegret, Spread FinalRegret, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static RegretPoint[] Of(IReadOnlyList<RegretRun> runs)
        => [.. runs.GroupBy(run => (run.Method, run.Rounds)).Select(group => new RegretPoint(
            group.Key.Method,
            group.Key.Rounds,
            Spread.Of(group.Select(run => run.MeanRegret)),
            Spread.Of(group.Select(run => run.FinalRegret)),
            group.Average(run => run.Seconds)))];
}
