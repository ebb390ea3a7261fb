namespace SparseGen;

/// <summary>Reads series from files. A file is read whole and checked, or refused.</summary>
public static class SeriesFile
{
    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>Reads a CSV or a Parquet file; which of them it is says its first bytes, whatever its name.</summary>
    /// <inheritdoc cref="ReadCsv" path="/*[not(self::summary)]"/>
    public static Series Read(string path, SeriesReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Span<byte> magic = stackalloc byte[ParquetMagic.Length];
        bool isParquet;
        using (FileStream file = FileKind.OpenRead(path))
        {
            isParquet = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual(ParquetMagic);
        }

        return isParquet ? ReadParquet(path, options) : ReadCsv(path, options);
    }

    /// <summary>Reads a CSV file: names of the columns in the first line, then a row a step, with numbers that have a decimal point.</summary>
    /// <param name="path">The file; it is <see cref="Series.Source"/> of the series.</param>
    /// <param name="options">What of it; all columns by default.</param>
    /// <exception cref="DatasetFormatException">
    /// The file is no such file: a value is missing, no number or not finite, a column is not there, a row is longer or shorter, times do not grow, there is no row. The
    /// message has file, row and column.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static Series ReadCsv(string path, SeriesReadOptions? options = null) => Open(path, options, CsvSeries.Read);

    /// <summary>Reads a Parquet file: columns of numbers, and one of times.</summary>
    /// <inheritdoc cref="ReadCsv" path="/*[not(self::summary)]"/>
    public static Series ReadParquet(string path, SeriesReadOptions? options = null) => Open(path, options, ParquetSeries.Read);

    private static Series Open(string path, SeriesReadOptions? options, Func<FileStream, string, SeriesReadOptions, Series> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = FileKind.OpenRead(path);
        try
        {
            return read(file, path, options ?? new SeriesReadOptions());
        }
        catch (Exception exception) when (exception is not DatasetFormatException)
        {
            // The file is open: what a library throws at one that is none of its own can be anything, an IOException, or that there is no memory for the sizes that it claims.
            throw new DatasetFormatException(path, $"The file cannot be read: {FileText.Show(exception.Message)}", exception);
        }
    }
}
