namespace SparseGen.Experiments;

/// <summary>A run of the identity experiment: one perceptron, trained once.</summary>
/// <param name="Start">What it starts with: <see cref="Identity"/> or <see cref="Xavier"/>.</param>
/// <param name="Depth">L.</param>
/// <param name="Seed">Seed of initial values and order.</param>
/// <param name="Distance">|W - I| / |I| after the training, mean over the layers.</param>
/// <param name="Accuracies">Accuracy at each layer, from the first to the last.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record IdentityRun(string Start, int Depth, int Seed, double Distance, IReadOnlyList<double> Accuracies, double Seconds)
{
    /// <summary>Weights start as identities.</summary>
    public const string Identity = "identity";

    /// <summary>Weights start at random, by Xavier's rule.</summary>
    public const string Xavier = "Xavier";

    /// <summary>How runs are kept.</summary>
    public static RunSchema<IdentityRun> Schema { get; } = new(
        ["start", "depth", "seed", "distance", "accuracies", "seconds"],
        run => KeyOf(run.Start, run.Depth, run.Seed),
        run => [run.Start, Cell.Of(run.Depth), Cell.Of(run.Seed), Cell.Of(run.Distance), Cell.Of(run.Accuracies), Cell.Of(run.Seconds)],
        cells => new IdentityRun(cells.Text(), cells.Int(), cells.Int(), cells.Double(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string start, int depth, int seed) => $"{start} depth {depth} seed {seed}";
}
