namespace SparseGen.Experiments;

/// <summary>A run of the spectra experiment: one training.</summary>
/// <param name="Optimizer">How it learned.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Accuracies">Test accuracy before the training and after each epoch.</param>
/// <param name="Edge">The largest singular value of a random matrix like the initial one.</param>
/// <param name="Spectra">Singular values of the hidden weight at <see cref="SpectraExperiment.Epochs(int)"/>, from the largest down, one spectrum after another.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record SpectraRun(
    string Optimizer, int Seed, IReadOnlyList<double> Accuracies, double Edge, IReadOnlyList<double> Spectra, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<SpectraRun> Schema { get; } = new(
        ["optimizer", "seed", "accuracies", "edge", "spectra", "seconds"],
        run => KeyOf(run.Optimizer, run.Seed),
        run => [run.Optimizer, Cell.Of(run.Seed), Cell.Of(run.Accuracies), Cell.Of(run.Edge), Cell.Of(run.Spectra), Cell.Of(run.Seconds)],
        cells => new SpectraRun(cells.Text(), cells.Int(), cells.Doubles(), cells.Double(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string optimizer, int seed) => $"{optimizer} seed {seed}";

    /// <summary>One of the spectra.</summary>
    /// <param name="watched">Its number.</param>
    /// <param name="count">How many there are.</param>
    public double[] Spectrum(int watched, int count)
    {
        int size = Spectra.Count / count;
        return [.. Spectra.Skip(watched * size).Take(size)];
    }
}
