using System.Globalization;

namespace SparseGen.Tool.Pictures;

/// <summary>Ticks of a logarithmic axis: round numbers, as many as a picture can name.</summary>
internal static class Ticks
{
    private const int FewDecades = 2;
    private static readonly double[] Every = [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
    private static readonly double[] Some = [1, 2, 5];
    private static readonly double[] Decades = [1];

    /// <summary>The round numbers from one value to another.</summary>
    /// <param name="smallest">The smallest value, positive.</param>
    /// <param name="largest">The largest value.</param>
    public static IReadOnlyList<double> Logarithmic(double smallest, double largest)
    {
        double range = Math.Log10(largest / smallest);
        double[] steps = range <= 1 ? Every : range <= FewDecades ? Some : Decades;
        var ticks = new List<double>();
        for (int decade = (int)Math.Floor(Math.Log10(smallest)); decade <= Math.Ceiling(Math.Log10(largest)); decade++)
        {
            ticks.AddRange(steps.Select(step => step * Math.Pow(10, decade)));
        }

        // A little over the ends: a value that is a power of ten is not lost to rounding.
        return [.. ticks.Where(tick => tick >= smallest * 0.999 && tick <= largest * 1.001)];
    }

    /// <summary>A tick's text: 1,500 and 0.02, and powers of ten where that would be long.</summary>
    /// <param name="value">The number.</param>
    public static string Text(double value)
        => value is >= 1e-3 and < 1e6
            ? value.ToString("#,0.######", CultureInfo.InvariantCulture)
            : value.ToString("0.#e0", CultureInfo.InvariantCulture);
}
