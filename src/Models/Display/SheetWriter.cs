using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>The three forms of a <see cref="Sheet"/>.</summary>
internal static class SheetWriter
{
    // More headers than that are a matrix, whose headers are numbers.
    private const int MostNames = 4;

    /// <summary>For people: a table, or records where no table fits.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="sheet">The rows.</param>
    public static void WriteForPeople(IAnsiConsole console, Sheet sheet)
    {
        if (SheetLayout.Find(sheet, console.Profile.Width) is not SheetLayout layout)
        {
            WriteRecords(console, sheet);
            return;
        }

        console.Write(MakeTable(sheet, layout));
        string[] missing = [.. sheet.Columns.Where((_, index) => layout.Columns.All(shown => shown.Index != index)).Select(column => column.Header)];
        if (missing.Length > 0)
        {
            string what = missing.Length > MostNames ? $"{missing.Length} columns" : string.Join(", ", missing);
            Terminal.WriteLine($"Not shown for want of width: {what}; a wider terminal and --plain have all.");
        }
    }

    /// <summary>For programs: a line a row, tabs between the cells, headers in the first line, and numbers without separators.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="sheet">The rows.</param>
    public static void WriteTabs(TextWriter writer, Sheet sheet)
    {
        writer.WriteLine(string.Join('\t', sheet.Columns.Select(column => column.Header)));
        foreach (string[] row in sheet.Rows)
        {
            writer.WriteLine(string.Join('\t', row.Zip(sheet.Columns, static (cell, column) => column.Kind == ColumnKind.Number ? cell.Replace(",", "") : cell)));
        }
    }

    private static Table MakeTable(Sheet sheet, SheetLayout layout)
    {
        Table table = new Table().Title(Markup.Escape(sheet.Title)).Border(layout.HasBorder ? TableBorder.Rounded : TableBorder.None);
        foreach ((int index, int width) in layout.Columns)
        {
            SheetColumn column = sheet.Columns[index];
            string header = Markup.Escape(column.Header);
            var shown = new TableColumn(layout.HasBorder ? header : $"[bold]{header}[/]")
            {
                Width = width,
                Alignment = column.Kind == ColumnKind.Number ? Justify.Right : Justify.Left,
            };
            if (!layout.HasBorder)
            {
                shown.PadLeft(0).PadRight(index == layout.Columns[^1].Index ? 0 : SheetLayout.Gap);
            }

            table.AddColumn(shown);
        }

        foreach (string[] row in sheet.Rows)
        {
            table.AddRow([.. layout.Columns.Select(column => Markup.Escape(row[column.Index]))]);
        }

        return table;
    }

    private static void WriteRecords(IAnsiConsole console, Sheet sheet)
    {
        Terminal.WriteLine(sheet.Title);
        int width = sheet.Columns.Max(column => column.Header.Length);
        foreach (string[] row in sheet.Rows)
        {
            Terminal.WriteLine(string.Empty);
            foreach ((SheetColumn column, string cell) in sheet.Columns.Zip(row).Where(static pair => pair.Second.Length > 0))
            {
                // Behind the longest header, and below itself.
                string[] lines = [.. Lines.Break(cell, Math.Max(console.Profile.Width - width - SheetLayout.Gap, 1))];
                Terminal.WriteRaw($"{column.Header.PadRight(width + SheetLayout.Gap)}{lines[0]}");
                foreach (string line in lines.Skip(1))
                {
                    Terminal.WriteRaw($"{new string(' ', width + SheetLayout.Gap)}{line}");
                }
            }
        }

        Terminal.WriteLine(string.Empty);
    }
}
