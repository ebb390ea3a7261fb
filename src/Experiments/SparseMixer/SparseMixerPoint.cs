namespace SparseGen.Experiments;

/// <summary>Regressions with one penalty, over all seeds: a row of the table.</summary>
/// <param name="Lambda">lambda.</param>
/// <param name="MixerMinimum">Minimum of the Mixer with weight decay.</param>
/// <param name="SparseMinimum">Minimum of the matrix with an L1 penalty.</param>
/// <param name="LeastDifference">The least difference between both, over the seeds: the proposition says that it is not negative.</param>
/// <param name="MixerNorm">|B|_1 of the Mixer against the truth's.</param>
/// <param name="SparseNorm">|B|_1 of the sparse matrix against the truth's.</param>
/// <param name="MixerError">Relative error of the Mixer's matrix.</param>
/// <param name="SparseError">Relative error of the sparse matrix.</param>
internal sealed record SparseMixerPoint(
    double Lambda,
    Spread MixerMinimum,
    Spread SparseMinimum,
    double LeastDifference,
    Spread MixerNorm,
    Spread SparseNorm,
    Spread MixerError,
    Spread SparseError)
{
    /// <summary>The points of the finished runs.</summary>
    public static SparseMixerPoint[] Of(IReadOnlyList<SparseMixerRun> runs)
        => [.. runs.GroupBy(run => run.Lambda).OrderBy(group => group.Key).Select(group =>
        {
            Spread Of(Func<SparseMixerRun, double> value) => Spread.Of(group.Select(value));
            return new SparseMixerPoint(
                group.Key, Of(run => run.MixerMinimum), Of(run => run.SparseMinimum), group.Min(run => run.MixerMinimum - run.SparseMinimum),
                Of(run => run.MixerNorm), Of(run => run.SparseNorm), Of(run => run.MixerError), Of(run => run.SparseError));
        })];
}
