namespace SparseGen.Experiments;

/// <summary>A run of the spectra experiment: one training.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Optimizer">How it learned.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Accuracies">Test accuracy before the training and after each epoch.</param>
/// <param name="Edges">For each of the weights that are watched the largest singular value of a random matrix like the initial one.</param>
/// <param name="Spectra">
/// Singular values at <see cref="SpectraExperiment.Epochs(int)"/>, of each matrix from the largest down: at an epoch one matrix after another, then the next epoch.
/// </param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record SpectraRun(
    string Network, string Optimizer, int Seed, IReadOnlyList<double> Accuracies, IReadOnlyList<double> Edges, IReadOnlyList<double> Spectra, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<SpectraRun> Schema { get; } = new(
        ["network", "optimizer", "seed", "accuracies", "edges", "spectra", "seconds"],
        run => KeyOf(run.Network, run.Optimizer, run.Seed),
        run => [run.Network, run.Optimizer, Cell.Of(run.Seed), Cell.Of(run.Accuracies), Cell.Of(run.Edges), Cell.Of(run.Spectra), Cell.Of(run.Seconds)],
        cells => new SpectraRun(cells.Text(), cells.Text(), cells.Int(), cells.Doubles(), cells.Doubles(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string network, string optimizer, int seed) => $"{network} {optimizer} seed {seed}";

    /// <summary>The spectra of some weights at an epoch, one for each matrix.</summary>
    /// <param name="watched">Number of the epoch among those at which was looked.</param>
    /// <param name="network">The network of the run.</param>
    /// <param name="weights">Number of the weights among those that are watched.</param>
    public double[][] SpectraOf(int watched, SpectralNetwork network, int weights)
    {
        int before = (watched * network.Weights.Sum(static all => all.Count)) + network.Weights.Take(weights).Sum(static all => all.Count);
        return [.. Spectra.Skip(before).Take(network.Weights[weights].Count).Chunk(network.Weights[weights].Side)];
    }
}
