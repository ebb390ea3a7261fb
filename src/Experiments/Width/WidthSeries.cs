namespace SparseGen.Experiments;

/// <summary>Models of one kind from narrow to wide. A Mixer has two such series, with more tokens than channels and with fewer; they meet at C = S.</summary>
/// <param name="Name">For tables and pictures.</param>
/// <param name="IsSwapped">Whether it is the one with more channels than tokens.</param>
/// <param name="Points">From narrow to wide.</param>
internal sealed record WidthSeries(string Name, bool IsSwapped, IReadOnlyList<WidthPoint> Points)
{
    /// <summary>The series of a kind that have points.</summary>
    /// <param name="kind">One of <see cref="WidthKind.All"/>.</param>
    /// <param name="points">Points of all kinds.</param>
    public static IEnumerable<WidthSeries> Of(string kind, IReadOnlyList<WidthPoint> points)
    {
        WidthPoint[] own = [.. points.Where(point => point.Kind == kind).OrderBy(point => point.Width)];
        WidthSeries[] series = kind == WidthKind.SparseMlp
            ? [new WidthSeries(kind, false, own)]
            :
            [
                new WidthSeries($"{kind}, C <= S", false, [.. own.Where(point => point.Channels <= point.Tokens)]),
                new WidthSeries($"{kind}, C >= S", true, [.. own.Where(point => point.Channels >= point.Tokens)]),
            ];
        return series.Where(line => line.Points.Count > 0);
    }
}
