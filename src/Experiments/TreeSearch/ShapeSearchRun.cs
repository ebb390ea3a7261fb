namespace SparseGen.Experiments;

/// <summary>A play of the shape search: one Mixer, trained once.</summary>
/// <param name="Seed">Seed of the search.</param>
/// <param name="Play">Its number in the search, from 0.</param>
/// <param name="Place">Where the search looked: from few channels, 0, to many, 1.</param>
/// <param name="Tokens">S of the Mixer that lies there.</param>
/// <param name="Channels">C of the Mixer that lies there.</param>
/// <param name="Accuracy">The reward: accuracy on the images it is judged by.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record ShapeSearchRun(int Seed, int Play, double Place, int Tokens, int Channels, double Accuracy, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<ShapeSearchRun> Schema { get; } = new(
        ["seed", "play", "place", "tokens", "channels", "accuracy", "seconds"],
        run => KeyOf(run.Seed, run.Play),
        run =>
        [
            Cell.Of(run.Seed), Cell.Of(run.Play), Cell.Of(run.Place), Cell.Of(run.Tokens), Cell.Of(run.Channels), Cell.Of(run.Accuracy), Cell.Of(run.Seconds),
        ],
        cells => new ShapeSearchRun(cells.Int(), cells.Int(), cells.Double(), cells.Int(), cells.Int(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int seed, int play) => $"seed {seed} play {play}";
}
