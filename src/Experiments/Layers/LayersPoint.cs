namespace SparseGen.Experiments;

/// <summary>Two kinds of models over all seeds.</summary>
/// <param name="First">Name of the first kind.</param>
/// <param name="Second">Name of the second kind.</param>
/// <param name="FirstAccuracy">Test accuracy of the first.</param>
/// <param name="SecondAccuracy">Test accuracy of the second.</param>
/// <param name="FirstProbes">Accuracy of a linear classifier on each layer of the first.</param>
/// <param name="SecondProbes">Accuracy of a linear classifier on each layer of the second.</param>
/// <param name="Alignment">Mean CKA, a row for each layer of the first.</param>
/// <param name="SameDepth">CKA of layers of the same depth behind the first mixing, mean over them.</param>
internal sealed record LayersPoint(
    string First,
    string Second,
    Spread FirstAccuracy,
    Spread SecondAccuracy,
    IReadOnlyList<Spread> FirstProbes,
    IReadOnlyList<Spread> SecondProbes,
    IReadOnlyList<IReadOnlyList<double>> Alignment,
    Spread SameDepth)
{
    /// <summary>The points of the finished runs.</summary>
    public static LayersPoint[] Of(IReadOnlyList<LayersRun> runs)
        => [.. runs.GroupBy(run => (run.First, run.Second)).Select(group =>
        {
            int rows = group.First().FirstProbes.Count, columns = group.First().SecondProbes.Count;
            return new LayersPoint(
                group.Key.First,
                group.Key.Second,
                Spread.Of(group.Select(run => run.FirstAccuracy)),
                Spread.Of(group.Select(run => run.SecondAccuracy)),
                [.. Enumerable.Range(0, rows).Select(layer => Spread.Of(group.Select(run => run.FirstProbes[layer])))],
                [.. Enumerable.Range(0, columns).Select(layer => Spread.Of(group.Select(run => run.SecondProbes[layer])))],
                [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns)
                    .Select(column => group.Average(run => run.Alignment[(row * columns) + column])).ToArray())],
                Spread.Of(group.Select(run => Enumerable.Range(1, Math.Min(rows, columns) - 1).Average(layer => run.Alignment[(layer * columns) + layer]))));
        })];
}
