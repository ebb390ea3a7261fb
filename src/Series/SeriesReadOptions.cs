using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What of a file becomes a series.</summary>
public sealed record SeriesReadOptions
{
    /// <summary>
    /// The column with the times, which must grow from row to row. By default the first column where it holds times: dates and times in Parquet, texts that begin with a
    /// date such as 2026-01-31 in CSV.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// How times are written in text, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> has it; by default ISO 8601, such as 2026-01-31 15:00.
    /// </summary>
    public string? TimeFormat { get; init; }

    /// <summary>The columns that are read, in this order; by default all but the times.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>What stands between the columns of a CSV file; by default what the first line shows: comma, semicolon, tab or bar.</summary>
    public char? Separator { get; init; }
}
