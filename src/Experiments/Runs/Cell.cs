using System.Globalization;

namespace SparseGen.Experiments;

/// <summary>Numbers as cells of a CSV file: the same on every machine, and read back to the same bits.</summary>
internal static class Cell
{
    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number; also infinite or not a number.</summary>
    /// <param name="value">The number.</param>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Several numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static string Of(IEnumerable<double> values) => string.Join(' ', values.Select(static value => Of(value)));

    /// <summary>A number; also infinite or not a number.</summary>
    /// <param name="value">The number.</param>
    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
