using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>A series while it is read: which columns of the file are taken, and what is wrong where.</summary>
internal sealed class SeriesTable
{
    private static readonly string[] Missing = ["", "na", "n/a", "nan", "null", "none", "?", "-"];

    private readonly string _path;
    private readonly SeriesReadOptions _options;
    private readonly ImmutableArray<string> _names;

    /// <summary>Begins to read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What of it is read.</param>
    /// <param name="names">Names of all columns.</param>
    /// <param name="holdsTimes">Whether the first column holds times, where the options do not say.</param>
    public SeriesTable(string path, SeriesReadOptions options, ImmutableArray<string> names, bool holdsTimes)
    {
        _path = path;
        _options = options;
        _names = names;
        CheckNames();
        TimeColumn = options.TimeColumn is string time ? Find(time) : holdsTimes ? 0 : -1;
        Columns = options.Columns.IsDefaultOrEmpty
            ? [.. Enumerable.Range(0, names.Length).Where(column => column != TimeColumn)]
            : [.. options.Columns.Select(Find)];
        if (Columns.IsEmpty)
        {
            throw new DatasetFormatException(path, $"There is no column but {FileText.Show(names[TimeColumn])}, the times; expected at least one of numbers.");
        }
    }

    /// <summary>The columns that are read, by their places in the file.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The place of the times; -1 where there are none.</summary>
    public int TimeColumn { get; }

    /// <summary>Names of the columns that are read.</summary>
    public ImmutableArray<string> Channels => [.. Columns.Select(column => _names[column])];

    /// <summary>A number that stands in the file as text.</summary>
    /// <param name="text">What stands there.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="column">In which column.</param>
    public float Number(ReadOnlySpan<char> text, string place, int column)
    {
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value))
        {
            return value;
        }

        string shown = FileText.Show(text.ToString());
        throw Problem(
            place,
            column,
            IsMissing(text) ? $"{(text.IsEmpty ? "nothing stands there" : $"'{shown}' stands for a missing value")}; fill it first, or leave out the rows at an end"
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{shown}' is beyond single precision"
                : text.Contains(',') ? $"'{shown}' is not a number; numbers have a decimal point and no other marks"
                : $"'{shown}' is not a number; name the columns of numbers to leave this one out");
    }

    /// <summary>A number that the file holds as one.</summary>
    /// <param name="number">What stands there; null where nothing does.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="column">In which column.</param>
    public float Number(double? number, string place, int column)
    {
        float value = (float)(number ?? double.NaN);
        return float.IsFinite(value) ? value : throw Problem(
            place,
            column,
            number is null ? "the value is missing (null); fill it first, or leave out the rows at an end"
                : double.IsNaN(number.Value) ? "the value is NaN; fill what is missing first, or leave out the rows at an end"
                : string.Create(CultureInfo.InvariantCulture, $"{number} is not finite in single precision"));
    }

    /// <summary>A time that stands in the file as text.</summary>
    /// <param name="text">What stands there.</param>
    /// <param name="place">Where it stands.</param>
    public DateTime Time(ReadOnlySpan<char> text, string place)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (_options.TimeFormat is string format)
        {
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Styles, out DateTime exact)
                ? exact
                : throw Problem(place, TimeColumn, $"'{FileText.Show(text.ToString())}' is not a time of the format {FileText.Show(format)}");
        }

        return TryTime(text, out DateTime time) ? time : throw Problem(
            place,
            TimeColumn,
            IsMissing(text) ? "the time is missing" : $"'{FileText.Show(text.ToString())}' is not a time such as 2026-01-31 15:00; TimeFormat tells of others");
    }

    /// <summary>Whether a text is a time that needs no format: it begins with the year, so that day and month cannot be mistaken.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        return text.Length >= 8 && !text[..4].ContainsAnyExceptInRange('0', '9') && text[4] is '-' or '/'
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>The order of two times that follow each other.</summary>
    public void CheckOrder(DateTime before, DateTime time, string place)
    {
        if (SeriesChecks.FindDisorder(before, time) is string problem)
        {
            throw Problem(place, TimeColumn, problem);
        }
    }

    /// <summary>The series.</summary>
    public Series Finish(float[] values, DateTime[] times) => values.Length > 0
        ? new Series(values, Channels, times, _path)
        : throw new DatasetFormatException(_path, "There are names of columns and no row.");

    /// <summary>What is wrong at a place.</summary>
    public DatasetFormatException Problem(string place, int column, string problem) => new(_path, $"{place}, column {FileText.Show(_names[column])}: {problem}.");

    private void CheckNames()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int column = 0; column < _names.Length; column++)
        {
            if (string.IsNullOrWhiteSpace(_names[column]))
            {
                throw new DatasetFormatException(_path, $"Column {column + 1} has no name; the first line names the columns.");
            }

            if (!seen.Add(_names[column]))
            {
                throw new DatasetFormatException(_path, $"There are two columns called {FileText.Show(_names[column])}.");
            }
        }
    }

    private int Find(string name)
    {
        int column = _names.IndexOf(name);
        return column >= 0 ? column : throw new DatasetFormatException(_path, $"There is no column {FileText.Show(name)}; there are {SeriesChecks.List(_names)}.");
    }

    private static bool IsMissing(ReadOnlySpan<char> text)
    {
        foreach (string missing in Missing)
        {
            if (text.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
