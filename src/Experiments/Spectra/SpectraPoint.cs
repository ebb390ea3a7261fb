namespace SparseGen.Experiments;

/// <summary>Weights of a network at an epoch, over all seeds: a row of the table.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Weights">Which of its weights.</param>
/// <param name="Rows">Outputs of one.</param>
/// <param name="Columns">Inputs of one.</param>
/// <param name="Optimizer">How it learned.</param>
/// <param name="Epoch">Epochs before it.</param>
/// <param name="Accuracy">Test accuracy.</param>
/// <param name="Largest">The largest singular value of all blocks by the edge of chance.</param>
/// <param name="Above">Singular values of a matrix above the edge of the initial one, mean over the blocks.</param>
/// <param name="StableRank">The sum of squares by the largest square, mean over the blocks.</param>
/// <param name="Spectrum">Singular values of all seeds.</param>
/// <param name="Edge">The edge, mean over the seeds.</param>
internal sealed record SpectraPoint(
    string Network,
    string Weights,
    int Rows,
    int Columns,
    string Optimizer,
    int Epoch,
    Spread Accuracy,
    Spread Largest,
    Spread Above,
    Spread StableRank,
    IReadOnlyList<double> Spectrum,
    double Edge)
{
    /// <summary>The points of the finished runs.</summary>
    /// <param name="runs">All finished runs.</param>
    /// <param name="epochs">Epochs at which was looked.</param>
    public static SpectraPoint[] Of(IReadOnlyList<SpectraRun> runs, IReadOnlyList<int> epochs)
        => [.. from network in SpectralNetwork.All
               from weights in Enumerable.Range(0, network.Weights.Count)
               from own in runs.Where(run => run.Network == network.Entry.Name).GroupBy(run => run.Optimizer)
               from watched in Enumerable.Range(0, epochs.Count)
               select Of([.. own], network, weights, epochs, watched)];

    private static SpectraPoint Of(SpectraRun[] runs, SpectralNetwork network, int number, IReadOnlyList<int> epochs, int watched)
    {
        WatchedWeights weights = network.Weights[number];
        (double Edge, double[][] Matrices)[] spectra = [.. runs.Select(run => (run.Edges[number], run.SpectraOf(watched, network, number)))];
        return new SpectraPoint(
            network.Entry.Name,
            weights.Name,
            weights.Rows,
            weights.Columns,
            runs[0].Optimizer,
            epochs[watched],
            Spread.Of(runs.Select(run => run.Accuracies[epochs[watched]])),
            Spread.Of(spectra.Select(one => one.Matrices.Max(static values => values[0]) / one.Edge)),
            Spread.Of(spectra.Select(one => one.Matrices.Average(values => values.Count(value => value > one.Edge)))),
            Spread.Of(spectra.Select(one => one.Matrices.Average(static values => values.Sum(static value => value * value) / (values[0] * values[0])))),
            [.. spectra.SelectMany(static one => one.Matrices).SelectMany(static values => values)],
            spectra.Average(static one => one.Edge));
    }
}
