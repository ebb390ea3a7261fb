using System.Collections.Immutable;
using System.Globalization;
using nietras.SeparatedValues;

namespace SparseGen;

/// <summary>Series in CSV files.</summary>
internal static class CsvSeries
{
    /// <summary>Reads a file.</summary>
    public static Series Read(FileStream file, string path, SeriesReadOptions options)
    {
        // The header is read as a row like others, and lengths are checked here: so all that is wrong is said in one way.
        Sep? separator = options.Separator is char given ? new Sep(given) : null;
        using SepReader reader = new SepReaderOptions(separator) { HasHeader = false, DisableColCountCheck = true, Unescape = true, Trim = SepTrim.All }.From(file);
        SeriesTable? table = null;
        ImmutableArray<string> names = [];
        var values = new List<float>();
        var times = new List<DateTime>();
        int number = 0;
        foreach (SepReader.Row row in reader)
        {
            if (names.IsEmpty)
            {
                names = Names(row, path);
                continue;
            }

            number++;
            if (row.ColCount == 1 && row[0].Span.IsEmpty && names.Length > 1)
            {
                throw new DatasetFormatException(path, $"{Place(number, row)} is empty.");
            }

            if (row.ColCount != names.Length)
            {
                throw new DatasetFormatException(path, $"{Place(number, row)} has {row.ColCount} columns; expected {names.Length}, as the first line names.");
            }

            table ??= new SeriesTable(path, options, names, SeriesTable.TryTime(row[0].Span, out _));
            foreach (int column in table.Columns)
            {
                ReadOnlySpan<char> text = row[column].Span;

                // The place is put into words where it is needed alone.
                values.Add(
                    float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                        ? value
                        : table.Number(text, Place(number, row), column));
            }

            if (table.TimeColumn >= 0)
            {
                DateTime time = table.Time(row[table.TimeColumn].Span, Place(number, row));
                if (times.Count > 0 && time <= times[^1])
                {
                    table.CheckOrder(times[^1], time, Place(number, row));
                }

                times.Add(time);
            }
        }

        if (names.IsEmpty)
        {
            throw new DatasetFormatException(path, "The file is empty; expected names of columns and rows.");
        }

        table ??= new SeriesTable(path, options, names, holdsTimes: false);
        return table.Finish([.. values], [.. times]);
    }

    private static ImmutableArray<string> Names(SepReader.Row row, string path)
    {
        var names = ImmutableArray.CreateBuilder<string>(row.ColCount);
        bool isText = false;
        for (int column = 0; column < row.ColCount; column++)
        {
            ReadOnlySpan<char> name = row[column].Span;
            isText |= !double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            names.Add(name.ToString());
        }

        return isText ? names.MoveToImmutable() : throw new DatasetFormatException(path, "The first line holds numbers alone; expected the names of the columns.");
    }

    private static string Place(int number, SepReader.Row row) => string.Create(CultureInfo.InvariantCulture, $"Row {number} (line {row.LineNumberFrom})");
}
