namespace SparseGen.Experiments;

/// <summary>The hidden weight at an epoch, over all seeds: a row of the table.</summary>
/// <param name="Optimizer">How it learned.</param>
/// <param name="Epoch">Epochs before it.</param>
/// <param name="Accuracy">Test accuracy.</param>
/// <param name="Largest">The largest singular value by the edge of chance.</param>
/// <param name="Above">Singular values above the edge of the initial matrix.</param>
/// <param name="StableRank">The sum of squares by the largest square.</param>
/// <param name="Spectrum">Singular values of all seeds.</param>
/// <param name="Edge">The edge, mean over the seeds.</param>
internal sealed record SpectraPoint(
    string Optimizer, int Epoch, Spread Accuracy, Spread Largest, Spread Above, Spread StableRank, IReadOnlyList<double> Spectrum, double Edge)
{
    /// <summary>The points of the finished runs.</summary>
    /// <param name="runs">All finished runs.</param>
    /// <param name="epochs">Epochs that were watched.</param>
    public static SpectraPoint[] Of(IReadOnlyList<SpectraRun> runs, IReadOnlyList<int> epochs)
        => [.. from run in runs.GroupBy(run => run.Optimizer)
               from watched in Enumerable.Range(0, epochs.Count)
               let spectra = run.Select(one => (one.Edge, Values: one.Spectrum(watched, epochs.Count))).ToArray()
               select new SpectraPoint(
                   run.Key,
                   epochs[watched],
                   Spread.Of(run.Select(one => one.Accuracies[epochs[watched]])),
                   Spread.Of(spectra.Select(one => one.Values[0] / one.Edge)),
                   Spread.Of(spectra.Select(one => (double)one.Values.Count(value => value > one.Edge))),
                   Spread.Of(spectra.Select(one => one.Values.Sum(value => value * value) / (one.Values[0] * one.Values[0]))),
                   [.. spectra.SelectMany(one => one.Values)],
                   spectra.Average(one => one.Edge))];
}
