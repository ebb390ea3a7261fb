using System.Globalization;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Comparison of single-precision results with an oracle.</summary>
internal static class Approximately
{
    /// <summary>
    /// Rounding of float32 in sums of up to a few thousand terms, relative to the largest number of the tensor. A wrong index, a missing
    /// term or a lost tile is orders of magnitude above it.
    /// </summary>
    public const double Tolerance = 2e-5;

    /// <summary>Asserts that the largest difference is at most <paramref name="tolerance"/> times the largest expected magnitude.</summary>
    /// <param name="expected">The oracle's numbers.</param>
    /// <param name="actual">The numbers to judge.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="tolerance">Relative to the largest expected magnitude.</param>
    /// <param name="zero">Largest magnitude that the oracle's own rounding leaves of numbers that are zero.</param>
    public static void Equal(
        IReadOnlyList<double> expected, ReadOnlySpan<float> actual, string what, double tolerance = Tolerance, double zero = 1e-12)
    {
        var (worst, at, scale) = Compare(expected, actual, what);

        // Where all expected numbers are zero (a gradient that vanishes by symmetry), the tolerance is absolute.
        Assert.True(
            worst <= tolerance * (scale > zero ? scale : 1),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}[{(expected.Count > 0 ? at : -1)}] is {(actual.Length > 0 ? actual[at] : float.NaN):G9}, "
                + $"not {(expected.Count > 0 ? expected[at] : double.NaN):G9}; largest magnitude {scale:G4}, tolerance {tolerance:G2}."));
    }

    /// <summary>The largest difference, where it is, and the largest expected magnitude. A NaN differs most.</summary>
    public static (double Worst, int At, double Scale) Compare(IReadOnlyList<double> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.True(expected.Count == actual.Length, $"{what}: {actual.Length} numbers instead of {expected.Count}.");
        double scale = 0, worst = 0;
        var at = 0;
        for (var i = 0; i < expected.Count && !double.IsNaN(worst); i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            var difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= worst))
            {
                (worst, at) = (difference, i);
            }
        }

        return (worst, at, scale);
    }
}
