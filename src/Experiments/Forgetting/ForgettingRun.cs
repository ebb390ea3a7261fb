namespace SparseGen.Experiments;

/// <summary>A run of the forgetting experiment: one model after one method. Accuracies are against what the images show.</summary>
/// <param name="Method">One of <see cref="ForgettingMethod.All"/>.</param>
/// <param name="Seed">Seed of initial values, order, marks and random labels.</param>
/// <param name="MarkedAvailable">Accuracy on images that carry the mark and are available.</param>
/// <param name="MarkedUnavailable">Accuracy on images that carry the mark and are not available.</param>
/// <param name="PlainAvailable">Accuracy on images without mark that are available.</param>
/// <param name="PlainUnavailable">Accuracy on images without mark that are not available.</param>
/// <param name="FollowsMark">Share of the marked images that are not available for which the model answers what the mark stands for.</param>
/// <param name="Seconds">Time of the method: of the forgetting, or of the training where there is none.</param>
internal sealed record ForgettingRun(
    string Method,
    int Seed,
    double MarkedAvailable,
    double MarkedUnavailable,
    double PlainAvailable,
    double PlainUnavailable,
    double FollowsMark,
    double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<ForgettingRun> Schema { get; } = new(
        ["method", "seed", "marked_available", "marked_unavailable", "plain_available", "plain_unavailable", "follows_mark", "seconds"],
        run => KeyOf(run.Method, run.Seed),
        run =>
        [
            run.Method, Cell.Of(run.Seed), Cell.Of(run.MarkedAvailable), Cell.Of(run.MarkedUnavailable), Cell.Of(run.PlainAvailable),
            Cell.Of(run.PlainUnavailable), Cell.Of(run.FollowsMark), Cell.Of(run.Seconds),
        ],
        cells => new ForgettingRun(
            cells.Text(), cells.Int(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    /// <param name="method">One of <see cref="ForgettingMethod.All"/>.</param>
    /// <param name="seed">The seed.</param>
    public static string KeyOf(string method, int seed) => $"{method} seed {seed}";
}
