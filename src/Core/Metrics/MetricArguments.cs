using System.Globalization;

namespace SparseGen;

/// <summary>The checks that metrics need: a number that is made of wrong ones looks like any other.</summary>
internal static class MetricArguments
{
    /// <summary>Checks forecasts and truths.</summary>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a number is not finite.</exception>
    public static void Check(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths)
    {
        CheckLength(forecasts.Length, truths.Length, nameof(forecasts), nameof(truths));
        CheckFinite(forecasts, nameof(forecasts));
        CheckFinite(truths, nameof(truths));
    }

    /// <summary>Checks that there is one of the first for each of the second, and at least one.</summary>
    /// <exception cref="ArgumentException">There is none, or the lengths differ.</exception>
    public static void CheckLength(int length, int others, string name, string nameOfOthers)
    {
        if (others == 0)
        {
            throw new ArgumentException($"{nameOfOthers} is empty; a metric needs at least one.", nameOfOthers);
        }

        if (length != others)
        {
            throw new ArgumentException($"{name} has {length} entries and {nameOfOthers} {others}; expected as many.", name);
        }
    }

    /// <summary>Checks that numbers are finite.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void CheckFinite(ReadOnlySpan<float> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is {values[i]}; a metric needs finite numbers."), name);
            }
        }
    }
}
