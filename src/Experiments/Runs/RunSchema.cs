using System.Collections.Immutable;

namespace SparseGen.Experiments;

/// <summary>How the result of one run is a line of a CSV file, and back.</summary>
/// <typeparam name="TRun">The result of a run: what it was and what came out.</typeparam>
/// <param name="columns">Names of the columns; no commas, quotes or line ends.</param>
/// <param name="key">What tells one run from another within an experiment with the same settings.</param>
/// <param name="write">The cells of a result, one for each column; see <see cref="Cell"/>.</param>
/// <param name="read">The result in a line; what it throws as <see cref="FormatException"/> is reported with the line.</param>
internal sealed class RunSchema<TRun>(
    ImmutableArray<string> columns, Func<TRun, string> key, Func<TRun, string[]> write, Func<CellReader, TRun> read)
{
    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Columns => columns;

    /// <summary>What tells a run from the others.</summary>
    /// <param name="run">Its result.</param>
    public string Key(TRun run) => key(run);

    /// <summary>The line of a result, without line end.</summary>
    /// <param name="run">The result.</param>
    /// <exception cref="ArgumentException">A cell holds what would end it, or there are not as many cells as columns.</exception>
    public string Write(TRun run)
    {
        string[] cells = write(run);
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"The run has {cells.Length} cells; expected one for each of the {columns.Length} columns.", nameof(run));
        }

        foreach (string cell in cells)
        {
            if (cell.AsSpan().IndexOfAny(',', '"', '\n') >= 0 || cell.Contains('\r', StringComparison.Ordinal))
            {
                throw new ArgumentException($"The cell '{cell}' holds a comma, a quote or a line end; expected none.", nameof(run));
            }
        }

        return string.Join(',', cells);
    }

    /// <summary>The result in a line.</summary>
    /// <param name="line">The line, without line end.</param>
    /// <exception cref="FormatException">The line is not what <see cref="Write"/> writes.</exception>
    public TRun Read(string line)
    {
        string[] cells = line.Split(',');
        return cells.Length == columns.Length
            ? read(new CellReader(columns, cells))
            : throw new FormatException($"{cells.Length} cells; expected {columns.Length}");
    }
}
