namespace SparseGen.Tool.Display;

/// <summary>
/// Rows under headers, to be shown in whatever form fits the place they go to: a table, a table without its least important columns, a record a row on a narrow
/// terminal, or text with tabs where another program reads.
/// </summary>
/// <param name="title">Its title, not markup.</param>
internal sealed class Sheet(string title)
{
    private readonly List<SheetColumn> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>Its title, not markup.</summary>
    public string Title { get; } = title;

    /// <summary>The columns, from left to right.</summary>
    public IReadOnlyList<SheetColumn> Columns => _columns;

    /// <summary>The rows; as many cells each as there are columns.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>Adds a column of sentences, which may be broken between words.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="dropped">When a narrow table does without it: 1 first, then 2 and so on; null never.</param>
    public Sheet Prose(string header, int? dropped = null) => Add(new SheetColumn(header, ColumnKind.Prose, dropped));

    /// <summary>Adds a column of words that are never broken.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="dropped">When a narrow table does without it: 1 first, then 2 and so on; null never.</param>
    public Sheet Text(string header, int? dropped = null) => Add(new SheetColumn(header, ColumnKind.Text, dropped));

    /// <summary>Adds a column of numbers, which stand to the right and are never broken.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="dropped">When a narrow table does without it: 1 first, then 2 and so on; null never.</param>
    public Sheet Number(string header, int? dropped = null) => Add(new SheetColumn(header, ColumnKind.Number, dropped));

    /// <summary>Adds a row of plain text.</summary>
    /// <param name="cells">A cell for each column, not markup; what would tell the terminal to do something is spelled out.</param>
    /// <exception cref="ArgumentException">There are more or fewer cells than columns.</exception>
    public Sheet Row(params string[] cells)
    {
        if (cells.Length != _columns.Count)
        {
            throw new ArgumentException($"A row of {cells.Length} cells in a table of {_columns.Count} columns.", nameof(cells));
        }

        _rows.Add([.. cells.Select(FileText.ShowLine)]);
        return this;
    }

    private Sheet Add(SheetColumn column)
    {
        _columns.Add(column);
        return this;
    }
}
