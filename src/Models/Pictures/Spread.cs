using System.Globalization;

namespace SparseGen.Tool.Pictures;

/// <summary>Mean and spread of a number over the seeds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation of the sample (divided by n - 1); 0 for a single number.</param>
/// <param name="Count">How many numbers, n.</param>
internal sealed record Spread(double Mean, double Deviation, int Count)
{
    /// <summary>Of some numbers.</summary>
    /// <param name="values">At least one.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] numbers = [.. values];
        ArgumentOutOfRangeException.ThrowIfZero(numbers.Length, nameof(values));
        double mean = numbers.Average();
        double squares = numbers.Sum(value => (value - mean) * (value - mean));
        return new Spread(mean, numbers.Length == 1 ? 0 : Math.Sqrt(squares / (numbers.Length - 1)), numbers.Length);
    }

    /// <summary>That of the numbers in another unit.</summary>
    /// <param name="factor">What each is multiplied by, not negative; 100 for percent.</param>
    public Spread Times(double factor) => this with { Mean = factor * Mean, Deviation = factor * Deviation };

    /// <summary>Such as <c>12.34 ± 0.05</c>; <c>diverges</c> if one of the numbers is no number.</summary>
    /// <param name="format">How its numbers are written.</param>
    public string ToString(string format)
    {
        if (!double.IsFinite(Mean))
        {
            return "diverges";
        }

        string mean = Mean.ToString(format, CultureInfo.InvariantCulture);
        return Count == 1 ? mean : mean + " ± " + Deviation.ToString(format, CultureInfo.InvariantCulture);
    }
}
