using System.Text;
using Parquet;
using Parquet.Schema;

namespace SparseGen.Tests.Data;

/// <summary>Series in CSV and Parquet files: the same numbers from both, and mistakes by file, row and column.</summary>
public sealed class SeriesFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date,load,temp\n2026-01-01,1.5,-2\n2026-01-02,2.5,1e1\n")]
    [InlineData("date;load;temp\r\n2026-01-01;1.5;-2\r\n2026-01-02;2.5;10\r\n")]
    [InlineData("\uFEFFdate\tload\ttemp\n2026-01-01 00:00\t 1.5\t-2\n\"2026-01-02T00:00:00Z\"\t\"2.5\"\t10")]
    public void CsvIsRead(string text)
    {
        Series series = SeriesFile.Read(Csv(text));
        Assert.Equal<string>(["load", "temp"], series.Channels);
        Assert.Equal([1.5f, -2, 2.5f, 10], series.Values.ToArray());
        Assert.Equal([new DateTime(2026, 1, 1), new DateTime(2026, 1, 2)], series.Times.ToArray());
        Assert.EndsWith("series.csv", series.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsAndTimesCanBeNamed()
    {
        string path = Csv("a,weather,when,b\n1,rain,31.01.2026 15:30,4\n2,sun,01.02.2026 15:30,5\n");
        Series series = SeriesFile.Read(path, new SeriesReadOptions { TimeColumn = "when", TimeFormat = "dd.MM.yyyy HH:mm", Columns = ["b", "a"] });
        Assert.Equal<string>(["b", "a"], series.Channels);
        Assert.Equal([4, 1, 5, 2], series.Values.ToArray());
        Assert.Equal(new DateTime(2026, 2, 1, 15, 30, 0), series.Times[1]);

        // Without times the rows are the steps.
        Assert.True(SeriesFile.Read(path, new SeriesReadOptions { Columns = ["a"] }).Times.IsEmpty);
    }

    [Theory]
    [InlineData("date,a,b\n2026-01-01,1,2\n2026-01-02,,3\n", "Row 2 (line 3), column a: nothing stands there")]
    [InlineData("date,a,b\n2026-01-01,1,NA\n", "Row 1 (line 2), column b: 'NA' stands for a missing value")]
    [InlineData("date,a,b\n2026-01-01,1,NaN\n", "column b: 'NaN' stands for a missing value")]
    [InlineData("date,a,b\n2026-01-01,1,rain\n", "Row 1 (line 2), column b: 'rain' is not a number; name the columns of numbers")]
    [InlineData("date;a\n2026-01-01;1,5\n", "column a: '1,5' is not a number; numbers have a decimal point")]
    [InlineData("date,a\n2026-01-01,1e50\n", "column a: '1e50' is beyond single precision")]
    [InlineData("date,a\n2026-01-01,1\n2026-01-01,2\n", "Row 2 (line 3), column date: the time 2026-01-01 is there twice")]
    [InlineData("date,a\n2026-01-02,1\n2026-01-01,2\n", "Row 2 (line 3), column date: the time 2026-01-01 is before that of the row before, 2026-01-02")]
    [InlineData("date,a\n2026-01-02,1\nsoon,2\n", "Row 2 (line 3), column date: 'soon' is not a time")]
    [InlineData("date,a\n2026-01-02,1\n,2\n", "Row 2 (line 3), column date: the time is missing")]
    [InlineData("date,a\n2026-13-02,1\n", "Row 1 (line 2), column date: '2026-13-02' is not a number")]
    [InlineData("date,a\n2026-01-02,1,3\n", "Row 1 (line 2) has 3 columns; expected 2")]
    [InlineData("date,a\n2026-01-02,1\n\n2026-01-03,1\n", "Row 2 (line 3) is empty")]
    [InlineData("date,a,a\n2026-01-02,1,3\n", "two columns called a")]
    [InlineData("date,,a\n2026-01-02,1,3\n", "Column 2 has no name")]
    [InlineData("1,2\n3,4\n", "The first line holds numbers alone")]
    [InlineData("date,a\n", "names of columns and no row")]
    [InlineData("date\n2026-01-02\n", "no column but date, the times")]
    [InlineData("", "empty")]
    public void WhatIsWrongInCsvIsNamed(string text, string expected)
    {
        string path = Csv(text);
        Assert.Contains($"{path}: ", Refuse(path, expected), StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatAreNotThereAreNamedWithThoseThatAre()
    {
        string path = Csv("date,a,b\n2026-01-02,1,3\n");
        Refuse(path, "There is no column c; there are date, a, b", new SeriesReadOptions { Columns = ["c"] });
        Refuse(path, "There is no column time", new SeriesReadOptions { TimeColumn = "time" });
        Refuse(path, "'2026-01-02' is not a time of the format yyyy", new SeriesReadOptions { TimeColumn = "date", TimeFormat = "yyyy" });
        Assert.Throws<FileNotFoundException>(() => SeriesFile.Read(_folder.File("none.csv")));
        Assert.Contains("a folder", Assert.ThrowsAny<IOException>(() => SeriesFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParquetIsRead()
    {
        // Two row groups, types of several kinds, a column that may have gaps and has none.
        string path = await Parquet(
            new Column<DateTime>("date", [new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)], IsNullable: false),
            new Column<double>("load", [1.5, 2.5], IsNullable: true),
            new Column<int>("temp", [-2, 10], IsNullable: false));
        Series series = SeriesFile.Read(path);
        Assert.Equal<string>(["load", "temp"], series.Channels);
        Assert.Equal([1.5f, -2, 2.5f, 10], series.Values.ToArray());
        Assert.Equal([new DateTime(2026, 1, 1), new DateTime(2026, 1, 2)], series.Times.ToArray());
    }

    [Fact]
    public async Task WhatIsWrongInParquetIsNamed()
    {
        DateTime[] days = [new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)];
        Refuse(await Parquet(new Column<float>("a", [1, null], IsNullable: true)), "Row 2, column a: the value is missing (null)");
        Refuse(await Parquet(new Column<float>("a", [float.NaN], IsNullable: false)), "Row 1, column a: the value is NaN");
        Refuse(await Parquet(new Column<double>("a", [1, 1e300], IsNullable: false)), "Row 2, column a: 1E+300 is not finite in single precision");
        Refuse(await Parquet(new Column<bool>("a", [true], IsNullable: false)), "Row 1, column a: the column is of type Boolean and no number");
        Refuse(
            await Parquet(new Column<DateTime>("when", [.. days.Select(static day => (DateTime?)day)], IsNullable: false), new Column<float>("a", [1, 2], IsNullable: false)),
            "Row 2, column when: the time 2026-01-01 is before");
        Refuse(
            await Parquet(new Column<float>("a", [1, 2], IsNullable: false)), "column a: the column is of type Single and holds no times",
            new SeriesReadOptions { TimeColumn = "a", Columns = ["a"] });
    }

    [Fact]
    public async Task DamagedFilesAreRefusedAndNeverMore()
    {
        string path = await Parquet(new Column<double>("load", [1.5, 2.5, 4], IsNullable: true), new Column<int>("temp", [-2, 10, 7], IsNullable: false));
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = round < whole.Length / 4 ? whole[..(round * 4)] : [.. whole];
            for (int change = 0; change < 3 && damaged.Length > 4; change++)
            {
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.NotEmpty(SeriesFile.Read(path).Channels);
            }
            catch (DatasetFormatException exception)
            {
                Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 100, 300);
    }

    private string Refuse(string path, string expected, SeriesReadOptions? options = null)
    {
        string message = Assert.Throws<DatasetFormatException>(() => SeriesFile.Read(path, options)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        return message;
    }

    private string Csv(string text) => _folder.Write("series.csv", Encoding.UTF8.GetBytes(text));

    /// <summary>A file with a row group for each row, so that readers have to put them together.</summary>
    private async Task<string> Parquet(params IColumn[] columns)
    {
        string path = _folder.File("series.parquet");
        await using FileStream file = File.Create(path);
        var schema = new ParquetSchema([.. columns.Select(static column => column.Field)]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        for (int row = 0; row < columns[0].Count; row++)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (IColumn column in columns)
            {
                await column.Write(group, row);
            }
        }

        return path;
    }

    private interface IColumn
    {
        DataField Field { get; }

        int Count { get; }

        Task Write(ParquetRowGroupWriter group, int row);
    }

    private sealed record Column<T>(string Name, T?[] Values, bool IsNullable) : IColumn
        where T : struct
    {
        public DataField Field { get; } = new DataField(Name, typeof(T), IsNullable);

        public int Count => Values.Length;

        public Task Write(ParquetRowGroupWriter group, int row) =>
            IsNullable ? group.WriteAsync<T>(Field, new T?[] { Values[row] }) : group.WriteAsync<T>(Field, new[] { Values[row]!.Value }.AsMemory());
    }
}
