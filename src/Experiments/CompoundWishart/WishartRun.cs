namespace SparseGen.Experiments;

/// <summary>A run of the compound Wishart experiment: one matrix, fitted once.</summary>
/// <param name="Draws">m, draws of the noise in a step.</param>
/// <param name="Scale">gamma.</param>
/// <param name="Seed">Seed of the truth, the matrix and the fit.</param>
/// <param name="Distances">Distance of the sorted eigenvalues from the true ones at the start and after every twentieth of the passes.</param>
/// <param name="Seconds">Time of the fit.</param>
internal sealed record WishartRun(int Draws, double Scale, int Seed, IReadOnlyList<double> Distances, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<WishartRun> Schema { get; } = new(
        ["draws", "scale", "seed", "distances", "seconds"],
        run => KeyOf(run.Draws, run.Scale, run.Seed),
        run => [Cell.Of(run.Draws), Cell.Of(run.Scale), Cell.Of(run.Seed), Cell.Of(run.Distances), Cell.Of(run.Seconds)],
        cells => new WishartRun(cells.Int(), cells.Double(), cells.Int(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int draws, double scale, int seed) => $"draws {draws} scale {Cell.Of(scale)} seed {seed}";
}
