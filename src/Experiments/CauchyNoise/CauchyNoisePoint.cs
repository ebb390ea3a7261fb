namespace SparseGen.Experiments;

/// <summary>Matrices of one kind in the rank experiment, over all seeds: a row of the table.</summary>
/// <param name="Rank">The true rank.</param>
/// <param name="Least">The least singular value that is not 0.</param>
/// <param name="CauchyNoise">Rank by Cauchy noise loss less the true one.</param>
/// <param name="Variational">Rank by EVBMF less the true one.</param>
/// <param name="Noise">sigma by Cauchy noise loss.</param>
/// <param name="Seconds">Time of the Cauchy noise loss, mean over the seeds.</param>
internal sealed record CauchyNoisePoint(int Rank, double Least, Spread CauchyNoise, Spread Variational, Spread Noise, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    /// <param name="runs">All finished runs.</param>
    public static CauchyNoisePoint[] Of(IReadOnlyList<CauchyNoiseRun> runs)
        => [.. runs.GroupBy(run => (run.Rank, run.Least)).OrderBy(group => group.Key).Select(group => new CauchyNoisePoint(
            group.Key.Rank,
            group.Key.Least,
            Spread.Of(group.Select(run => (double)run.CauchyNoise - run.Rank)),
            Spread.Of(group.Select(run => (double)run.Variational - run.Rank)),
            Spread.Of(group.Select(run => run.Noise)),
            group.Average(run => run.Seconds)))];
}
