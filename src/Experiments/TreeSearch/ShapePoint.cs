namespace SparseGen.Experiments;

/// <summary>A shape of the shape search, over all searches: a row of the table.</summary>
/// <param name="Tokens">S.</param>
/// <param name="Channels">C.</param>
/// <param name="Width">m = S C.</param>
/// <param name="Plays">How often it was trained, over all searches.</param>
/// <param name="LatePlays">How often in the second halves of the searches.</param>
/// <param name="Accuracy">Its accuracies; null where it was never trained.</param>
internal sealed record ShapePoint(int Tokens, int Channels, int Width, int Plays, int LatePlays, Spread? Accuracy)
{
    /// <summary>The points of the finished runs.</summary>
    /// <param name="models">The shapes.</param>
    /// <param name="runs">The plays.</param>
    /// <param name="half">The first play of the second half.</param>
    public static ShapePoint[] Of(IEnumerable<WidthModel> models, IReadOnlyList<ShapeSearchRun> runs, int half)
        => [.. models.Select(model =>
        {
            ShapeSearchRun[] own = [.. runs.Where(run => run.Channels == model.Channels)];
            return new ShapePoint(
                model.Tokens, model.Channels, model.Width, own.Length, own.Count(run => run.Play >= half), own.Length == 0 ? null : Spread.Of(own.Select(run => run.Accuracy)));
        })];
}
