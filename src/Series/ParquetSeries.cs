using System.Collections.Immutable;
using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace SparseGen;

/// <summary>Series in Parquet files.</summary>
internal static class ParquetSeries
{
    /// <summary>Reads a file.</summary>
    public static Series Read(FileStream file, string path, SeriesReadOptions options) =>
        Task.Run(() => ReadAsync(file, path, options)).GetAwaiter().GetResult();

    private static async Task<Series> ReadAsync(FileStream file, string path, SeriesReadOptions options)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ImmutableArray<DataField> fields = [.. reader.Schema.GetDataFields()];
            if (fields.IsEmpty)
            {
                throw new DatasetFormatException(path, "There is no column.");
            }

            var table = new SeriesTable(path, options, [.. fields.Select(static field => field.Path.ToString())], IsTime(fields[0]));
            long rows = Enumerable.Range(0, reader.RowGroupCount).Sum(group => reader.RowGroups[group].RowCount);
            float[] values = new float[checked((int)(rows * table.Columns.Length))];
            DateTime[] times = new DateTime[table.TimeColumn >= 0 ? rows : 0];
            int first = 0;
            foreach (ParquetRowGroupReader group in reader.RowGroups)
            {
                int count = checked((int)group.RowCount);
                for (int place = 0; place < table.Columns.Length; place++)
                {
                    int column = table.Columns[place];
                    double?[] numbers = await Numbers(group, fields[column], count, table, column, first).ConfigureAwait(false);
                    for (int row = 0; row < count; row++)
                    {
                        values[((first + row) * table.Columns.Length) + place] = table.Number(numbers[row], Place(first + row), column);
                    }
                }

                if (table.TimeColumn >= 0)
                {
                    DateTime[] own = await Times(group, fields[table.TimeColumn], count, table, first).ConfigureAwait(false);
                    own.CopyTo(times, first);
                    for (int row = Math.Max(1, first); row < first + count; row++)
                    {
                        table.CheckOrder(times[row - 1], times[row], Place(row));
                    }
                }

                first += count;
            }

            return table.Finish(values, times);
        }
    }

    private static bool IsTime(DataField field) => field.ClrType == typeof(DateTime) || field.ClrType == typeof(DateTimeOffset) || field.ClrType == typeof(DateOnly);

    private static Task<double?[]> Numbers(ParquetRowGroupReader group, DataField field, int count, SeriesTable table, int column, int first)
    {
        if (field.MaxRepetitionLevel > 0)
        {
            throw table.Problem("Row 1", column, "the column holds lists; name the columns of numbers to leave this one out");
        }

        Type type = field.ClrType;
        return type == typeof(float) ? Column<float>(static value => value)
            : type == typeof(double) ? Column<double>(static value => value)
            : type == typeof(decimal) ? Column<decimal>(static value => (double)value)
            : type == typeof(int) ? Column<int>(static value => value)
            : type == typeof(long) ? Column<long>(static value => value)
            : type == typeof(short) ? Column<short>(static value => value)
            : type == typeof(sbyte) ? Column<sbyte>(static value => value)
            : type == typeof(byte) ? Column<byte>(static value => value)
            : type == typeof(ushort) ? Column<ushort>(static value => value)
            : type == typeof(uint) ? Column<uint>(static value => value)
            : type == typeof(ulong) ? Column<ulong>(static value => value)
            : throw table.Problem(Place(first), column, $"the column is of type {type.Name} and no number; name the columns of numbers to leave this one out");

        Task<double?[]> Column<T>(Func<T, double> convert)
            where T : struct => Nullable(group, field, count, convert);
    }

    private static async Task<DateTime[]> Times(ParquetRowGroupReader group, DataField field, int count, SeriesTable table, int first)
    {
        if (field.ClrType == typeof(string))
        {
            string?[] texts = new string?[count];
            await group.ReadAsync(field, texts!).ConfigureAwait(false);
            DateTime[] parsed = new DateTime[count];
            for (int row = 0; row < count; row++)
            {
                parsed[row] = table.Time(texts[row], Place(first + row));
            }

            return parsed;
        }

        Task<DateTime?[]> read = field.ClrType == typeof(DateTime) ? Nullable<DateTime, DateTime>(group, field, count, static time => time)
            : field.ClrType == typeof(DateTimeOffset) ? Nullable<DateTimeOffset, DateTime>(group, field, count, static time => time.UtcDateTime)
            : field.ClrType == typeof(DateOnly) ? Nullable<DateOnly, DateTime>(group, field, count, static day => day.ToDateTime(TimeOnly.MinValue))
            : throw table.Problem(Place(first), table.TimeColumn, $"the column is of type {field.ClrType.Name} and holds no times");
        DateTime?[] times = await read.ConfigureAwait(false);
        int missing = Array.IndexOf(times, null);
        return missing < 0 ? Array.ConvertAll(times, static time => time!.Value) : throw table.Problem(Place(first + missing), table.TimeColumn, "the time is missing (null)");
    }

    private static async Task<TResult?[]> Nullable<T, TResult>(ParquetRowGroupReader group, DataField field, int count, Func<T, TResult> convert)
        where T : struct
        where TResult : struct
    {
        if (field.IsNullable)
        {
            T?[] values = new T?[count];
            await group.ReadAsync<T>(field, values).ConfigureAwait(false);
            return Array.ConvertAll(values, value => value is T there ? convert(there) : (TResult?)null);
        }

        T[] dense = new T[count];
        await group.ReadAsync<T>(field, dense.AsMemory()).ConfigureAwait(false);
        return Array.ConvertAll(dense, value => (TResult?)convert(value));
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"Row {row + 1}");
}
