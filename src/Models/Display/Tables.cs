using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>How tables and their numbers look everywhere in the program.</summary>
internal static class Tables
{
    /// <summary>An empty table in the program's style.</summary>
    /// <param name="title">Its title, not markup.</param>
    public static Table Create(string title) => new Table().RoundedBorder().Title(Markup.Escape(title));

    /// <summary>Adds a column of sentences, which may be broken where the terminal is narrow.</summary>
    /// <param name="table">The table.</param>
    /// <param name="header">Its header, not markup.</param>
    public static Table Prose(this Table table, string header) => table.AddColumn(new TableColumn(Markup.Escape(header)));

    /// <summary>Adds a column of words that are never broken.</summary>
    /// <param name="table">The table.</param>
    /// <param name="header">Its header, not markup.</param>
    public static Table Text(this Table table, string header) => table.AddColumn(new TableColumn(Markup.Escape(header)).NoWrap());

    /// <summary>Adds a column of numbers, aligned to the right.</summary>
    /// <param name="table">The table.</param>
    /// <param name="header">Its header, not markup.</param>
    public static Table Number(this Table table, string header)
        => table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned().NoWrap());

    /// <summary>Adds a row of plain text.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">The cells, not markup.</param>
    public static Table Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(static cell => Markup.Escape(FileText.ShowLine(cell)))]);

    /// <summary>A whole number with thousands separated.</summary>
    /// <param name="value">The number.</param>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number in billions: three decimals, and five where it is below one.</summary>
    /// <param name="value">The number.</param>
    public static string Billions(long value) => (value / 1e9).ToString(value < 1e9 ? "0.00000" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>A share as percent with two decimals.</summary>
    /// <param name="value">The share, 0 to 1.</param>
    public static string Percent(double value) => (100 * value).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A time such as 28.4 s.</summary>
    /// <param name="value">Seconds.</param>
    public static string Seconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>A shape such as 49x64.</summary>
    /// <param name="shape">The extents.</param>
    public static string Shape(ImmutableArray<int> shape) => string.Join('x', shape);
}
