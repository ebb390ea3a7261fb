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
    public static void Equal(
        IReadOnlyList<double> expected, ReadOnlySpan<float> actual, string what, double tolerance = Tolerance)
    {
        Assert.True(expected.Count == actual.Length, $"{what}: {actual.Length} numbers instead of {expected.Count}.");
        double scale = 0, worst = 0;
        var at = 0;
        for (var i = 0; i < expected.Count; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            var difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= worst))
            {
                (worst, at) = (difference, i);
            }
        }

        // Where all expected numbers are zero (a gradient that vanishes by symmetry), the tolerance is absolute.
        Assert.True(
            worst <= tolerance * (scale > 1e-12 ? scale : 1),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}[{(expected.Count > 0 ? at : -1)}] is {(actual.Length > 0 ? actual[at] : float.NaN):G9}, not {(expected.Count > 0 ? expected[at] : double.NaN):G9}; largest magnitude {scale:G4}, tolerance {tolerance:G2}."));
    }
}
