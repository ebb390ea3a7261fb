using System.Globalization;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Results;

/// <summary>The numbers of a table for other programs: with all their digits, and no thousands separated.</summary>
internal static class CsvFile
{
    /// <summary>Looks at the file before the work.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Prepare(string? path) => OutputFile.Prepare("--csv", path);

    /// <summary>Writes a table.</summary>
    /// <param name="path">The file; null writes nothing.</param>
    /// <param name="heads">The columns' names.</param>
    /// <param name="rows">Words and numbers, as many as there are columns; numbers come back to the same bits.</param>
    public static void Write(string? path, string[] heads, IEnumerable<object[]> rows)
    {
        if (path is not null)
        {
            File.WriteAllLines(path, rows.Prepend(heads).Select(static row => string.Join(',', row.Select(Cell))));
        }
    }

    // Names of tensors and layers have no commas; paths in names of models may.
    private static string Cell(object value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
