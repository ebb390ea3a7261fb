namespace SparseGen.Experiments;

/// <summary>Networks of one width in the freeness experiment, over all seeds: a row of the table.</summary>
/// <param name="Width">M.</param>
/// <param name="Mixed">The mixed moment; its deviation is that of the draws.</param>
/// <param name="MixedError">Standard error of its mean.</param>
/// <param name="MixedRms">The root of its mean square.</param>
/// <param name="Dependent">The moment of dependent matrices.</param>
/// <param name="Ratio">m_2 / m_1^2 of J J^T.</param>
/// <param name="RatioError">Standard error of its mean.</param>
internal sealed record FreenessPoint(int Width, Spread Mixed, double MixedError, double MixedRms, Spread Dependent, Spread Ratio, double RatioError)
{
    /// <summary>The points of the finished runs.</summary>
    public static FreenessPoint[] Of(IReadOnlyList<FreenessRun> runs)
        => [.. runs.GroupBy(run => run.Width).OrderBy(group => group.Key).Select(group =>
        {
            Spread mixed = Spread.Of(group.Select(run => run.Mixed)), ratio = Spread.Of(group.Select(run => run.Ratio));
            return new FreenessPoint(
                group.Key, mixed, mixed.Deviation / Math.Sqrt(mixed.Count), Math.Sqrt(group.Average(run => run.Mixed * run.Mixed)),
                Spread.Of(group.Select(run => run.Dependent)), ratio, ratio.Deviation / Math.Sqrt(ratio.Count));
        })];
}
