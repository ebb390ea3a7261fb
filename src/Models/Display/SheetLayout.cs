namespace SparseGen.Tool.Display;

/// <summary>Which columns of a table are shown on a terminal, and how wide each of them is.</summary>
/// <param name="HasBorder">Whether there is room for lines around the cells.</param>
/// <param name="Columns">The columns that are shown: their places in the sheet and their widths.</param>
internal sealed record SheetLayout(bool HasBorder, IReadOnlyList<(int Index, int Width)> Columns)
{
    /// <summary>Columns of a terminal below which a row is a record: a table of three columns would fit, and the next would not.</summary>
    public const int NarrowestTable = 60;

    /// <summary>Columns between two cells of a table without lines.</summary>
    public const int Gap = 2;

    // A column of sentences takes what the others leave, which has to be enough for words; more than this is comfort.
    private const int NarrowestProse = 20;

    // A line and a space on either side, and the line that closes the row.
    private const int BorderOfColumn = 3, BorderOfRow = 1;

    /// <summary>Finds what fits: everything with lines, then without, then without the columns that may be dropped, one by one.</summary>
    /// <param name="sheet">The rows.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <returns>The layout, or null where only records fit.</returns>
    public static SheetLayout? Find(Sheet sheet, int width)
    {
        if (width < NarrowestTable)
        {
            return null;
        }

        int[] order = [.. sheet.Columns.Select(column => column.Dropped).OfType<int>().Distinct().Order()];
        for (int dropped = 0; dropped <= order.Length; dropped++)
        {
            int[] shown =
            [
                .. from index in Enumerable.Range(0, sheet.Columns.Count)
                   where sheet.Columns[index].Dropped is not int rank || Array.IndexOf(order, rank) >= dropped
                   select index,
            ];
            foreach (bool hasBorder in new[] { true, false })
            {
                int room = width - (hasBorder ? (BorderOfColumn * shown.Length) + BorderOfRow : Gap * (shown.Length - 1));
                if (Share(sheet, shown, room) is { } widths)
                {
                    return new SheetLayout(hasBorder, widths);
                }
            }
        }

        return null;
    }

    // Words and numbers take what they need, sentences share the rest. Null where it is not enough.
    private static List<(int Index, int Width)>? Share(Sheet sheet, int[] shown, int room)
    {
        int[] wanted = [.. shown.Select(index => Wanted(sheet, index))];
        bool[] isProse = [.. shown.Select(index => sheet.Columns[index].Kind == ColumnKind.Prose)];
        int rest = room - wanted.Where((_, i) => !isProse[i]).Sum();
        int sentences = isProse.Count(value => value);
        for (int i = 0; i < shown.Length; i++)
        {
            if (isProse[i])
            {
                // In equal parts, and what a short one leaves goes to those behind it.
                int part = Math.Min(wanted[i], rest / sentences);
                if (part < Math.Min(wanted[i], NarrowestProse))
                {
                    return null;
                }

                wanted[i] = part;
                rest -= part;
                sentences--;
            }
        }

        return rest >= 0 ? [.. shown.Zip(wanted)] : null;
    }

    // Headers are broken between words, cells are not.
    private static int Wanted(Sheet sheet, int index)
        => Math.Max(sheet.Columns[index].Header.Split(' ').Max(word => word.Length), sheet.Rows.Select(row => row[index].Length).DefaultIfEmpty().Max());
}
