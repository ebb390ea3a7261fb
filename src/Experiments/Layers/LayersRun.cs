namespace SparseGen.Experiments;

/// <summary>A run of the comparison of layers: two models of a seed.</summary>
/// <param name="First">Name of the first kind.</param>
/// <param name="Second">Name of the second kind.</param>
/// <param name="Seed">The seed.</param>
/// <param name="FirstAccuracy">Test accuracy of the first.</param>
/// <param name="SecondAccuracy">Test accuracy of the second.</param>
/// <param name="FirstProbes">Accuracy of a linear classifier on each layer of the first.</param>
/// <param name="SecondProbes">Accuracy of a linear classifier on each layer of the second.</param>
/// <param name="Alignment">CKA of each layer of the first with each of the second, row by row.</param>
/// <param name="Seconds">Time of both trainings.</param>
internal sealed record LayersRun(
    string First,
    string Second,
    int Seed,
    double FirstAccuracy,
    double SecondAccuracy,
    IReadOnlyList<double> FirstProbes,
    IReadOnlyList<double> SecondProbes,
    IReadOnlyList<double> Alignment,
    double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<LayersRun> Schema { get; } = new(
        ["first", "second", "seed", "firstAccuracy", "secondAccuracy", "firstProbes", "secondProbes", "alignment", "seconds"],
        run => KeyOf(run.First, run.Second, run.Seed),
        run =>
        [
            run.First, run.Second, Cell.Of(run.Seed), Cell.Of(run.FirstAccuracy), Cell.Of(run.SecondAccuracy), Cell.Of(run.FirstProbes), Cell.Of(run.SecondProbes),
            Cell.Of(run.Alignment), Cell.Of(run.Seconds),
        ],
        cells => new LayersRun(
            cells.Text(), cells.Text(), cells.Int(), cells.Double(), cells.Double(), cells.Doubles(), cells.Doubles(), cells.Doubles(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string first, string second, int seed) => $"{first} {second} seed {seed}";
}
