namespace SparseGen.Experiments;

/// <summary>A run of the panorama experiment: one room, searched in one way.</summary>
/// <param name="Search">The way: <see cref="Tree"/> or <see cref="Chance"/>.</param>
/// <param name="Seed">Seed of room and search.</param>
/// <param name="Best">The best score after each number of places that is looked at.</param>
/// <param name="Mean">Mean score of all places.</param>
/// <param name="ScorerAccuracy">Accuracy of the scorer on views of other rooms.</param>
/// <param name="Place">The place with the best score, [3].</param>
/// <param name="View">Number of the best view there.</param>
/// <param name="Seconds">Time of the search.</param>
internal sealed record PanoramaRun(
    string Search, int Seed, IReadOnlyList<double> Best, double Mean, double ScorerAccuracy, IReadOnlyList<double> Place, int View, double Seconds)
{
    /// <summary>PanoTree's variant of hierarchical optimistic optimisation.</summary>
    public const string Tree = "tree";

    /// <summary>Places at random.</summary>
    public const string Chance = "chance";

    /// <summary>How runs are kept.</summary>
    public static RunSchema<PanoramaRun> Schema { get; } = new(
        ["search", "seed", "best", "mean", "scorerAccuracy", "place", "view", "seconds"],
        run => KeyOf(run.Search, run.Seed),
        run =>
        [
            run.Search, Cell.Of(run.Seed), Cell.Of(run.Best), Cell.Of(run.Mean), Cell.Of(run.ScorerAccuracy), Cell.Of(run.Place), Cell.Of(run.View), Cell.Of(run.Seconds),
        ],
        cells => new PanoramaRun(
            cells.Text(), cells.Int(), cells.Doubles(), cells.Double(), cells.Double(), cells.Doubles(), cells.Int(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string search, int seed) => $"{search} seed {seed}";
}
