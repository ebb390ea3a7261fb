using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen.Tool.Display;

/// <summary>How tables and their numbers look everywhere in the program.</summary>
internal static class Tables
{
    /// <summary>An empty table.</summary>
    /// <param name="title">Its title, not markup.</param>
    public static Sheet Create(string title) => new(title);

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
