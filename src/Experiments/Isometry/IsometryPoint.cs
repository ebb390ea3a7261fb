namespace SparseGen.Experiments;

/// <summary>Perceptrons with one kind of initial values, over all seeds: a row of the table.</summary>
/// <param name="Start">What their weights start with.</param>
/// <param name="Largest">The largest singular value of d output / d layer, layer by layer.</param>
/// <param name="Medians">The median one.</param>
/// <param name="Ratio">m_2 / m_1^2 of J J^T with J = d output / d first layer.</param>
/// <param name="Theory">The same by free probability; null where it says nothing.</param>
/// <param name="Accuracies">Test accuracy after each epoch.</param>
/// <param name="Seconds">Time of a training, mean over the seeds.</param>
internal sealed record IsometryPoint(
    string Start, IReadOnlyList<Spread> Largest, IReadOnlyList<Spread> Medians, Spread Ratio, Spread? Theory, IReadOnlyList<Spread> Accuracies, double Seconds)
{
    /// <summary>The points of the finished runs.</summary>
    public static IsometryPoint[] Of(IReadOnlyList<IsometryRun> runs)
        => [.. runs.GroupBy(run => run.Start).Select(group =>
        {
            IReadOnlyList<Spread> Each(Func<IsometryRun, IReadOnlyList<double>> values)
                => [.. Enumerable.Range(0, values(group.First()).Count).Select(i => Spread.Of(group.Select(run => values(run)[i])))];
            return new IsometryPoint(
                group.Key,
                Each(run => run.Largest),
                Each(run => run.Medians),
                Spread.Of(group.Select(run => run.Ratio)),
                group.Any(run => double.IsNaN(run.Theory)) ? null : Spread.Of(group.Select(run => run.Theory)),
                Each(run => run.Accuracies),
                group.Average(run => run.Seconds));
        })];
}
