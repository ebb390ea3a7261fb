namespace SparseGen.Experiments;

/// <summary>A method of the forgetting experiment over all its seeds: a row of the table.</summary>
/// <param name="Method">One of <see cref="ForgettingMethod.All"/>.</param>
/// <param name="MarkedAvailable">Accuracy on images that carry the mark and are available.</param>
/// <param name="MarkedUnavailable">Accuracy on images that carry the mark and are not available.</param>
/// <param name="PlainAvailable">Accuracy on images without mark that are available.</param>
/// <param name="PlainUnavailable">Accuracy on images without mark that are not available.</param>
/// <param name="FollowsMark">Share of the marked images that are not available for which the model answers what the mark stands for.</param>
/// <param name="Seconds">Time of the method, mean over the seeds.</param>
internal sealed record ForgettingPoint(
    string Method,
    Spread MarkedAvailable,
    Spread MarkedUnavailable,
    Spread PlainAvailable,
    Spread PlainUnavailable,
    Spread FollowsMark,
    double Seconds)
{
    /// <summary>The point of a method; null while none of its runs is finished.</summary>
    /// <param name="method">One of <see cref="ForgettingMethod.All"/>.</param>
    /// <param name="runs">All finished runs.</param>
    public static ForgettingPoint? Of(string method, IEnumerable<ForgettingRun> runs)
    {
        ForgettingRun[] own = [.. runs.Where(run => run.Method == method)];
        return own.Length == 0
            ? null
            : new ForgettingPoint(
                method,
                Spread.Of(own.Select(run => run.MarkedAvailable)),
                Spread.Of(own.Select(run => run.MarkedUnavailable)),
                Spread.Of(own.Select(run => run.PlainAvailable)),
                Spread.Of(own.Select(run => run.PlainUnavailable)),
                Spread.Of(own.Select(run => run.FollowsMark)),
                own.Average(run => run.Seconds));
    }
}
