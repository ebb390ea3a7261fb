namespace SparseGen.Experiments;

/// <summary>A run of the compound Wishart experiment: one matrix, fitted once.</summary>
/// <param name="Scale">gamma.</param>
/// <param name="Seed">Seed of the truth, the matrix and the fit.</param>
/// <param name="Distances">Distance of the sorted eigenvalues from the true ones at the start and after every twentieth of the passes.</param>
/// <param name="Seconds">Time of the fit.</param>
internal sealed record WishartRun(double Scale, int Seed, IReadOnlyList<double> Distances, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<WishartRun> Schema { get; } = new(
        ["scale", "seed", "distances", "seconds"],
        run => KeyOf(run.Scale, run.Seed),
        run => [Cell.Of(run.Scale), Cell.Of(run.Seed), Cell.Of(run.Distances), Cell.Of(run.Seconds)],
        cells => new WishartRun(cells.Double(), cells.Int(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(double scale, int seed) => $"scale {Cell.Of(scale)} seed {seed}";
}
