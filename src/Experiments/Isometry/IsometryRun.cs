namespace SparseGen.Experiments;

/// <summary>A run of the isometry experiment: one perceptron, looked at before its training.</summary>
/// <param name="Start">What its weights start with.</param>
/// <param name="Seed">Seed of initial values and order.</param>
/// <param name="Largest">The largest singular value of d output / d layer for the first layer and each of constant width.</param>
/// <param name="Medians">The median one.</param>
/// <param name="Ratio">m_2 / m_1^2 of J J^T with J = d output / d first layer.</param>
/// <param name="Theory">The same by free probability from the slopes; NaN where it says nothing.</param>
/// <param name="Spectrum">The singular values of J.</param>
/// <param name="Accuracies">Test accuracy after each epoch.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record IsometryRun(
    string Start,
    int Seed,
    IReadOnlyList<double> Largest,
    IReadOnlyList<double> Medians,
    double Ratio,
    double Theory,
    IReadOnlyList<double> Spectrum,
    IReadOnlyList<double> Accuracies,
    double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<IsometryRun> Schema { get; } = new(
        ["start", "seed", "largest", "medians", "ratio", "theory", "spectrum", "accuracies", "seconds"],
        run => KeyOf(run.Start, run.Seed),
        run =>
        [
            run.Start, Cell.Of(run.Seed), Cell.Of(run.Largest), Cell.Of(run.Medians), Cell.Of(run.Ratio), Cell.Of(run.Theory), Cell.Of(run.Spectrum), Cell.Of(run.Accuracies),
            Cell.Of(run.Seconds),
        ],
        cells => new IsometryRun(
            cells.Text(), cells.Int(), cells.Doubles(), cells.Doubles(), cells.Double(), cells.Double(), cells.Doubles(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string start, int seed) => $"{start} seed {seed}";
}
