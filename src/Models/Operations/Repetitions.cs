using System.Diagnostics;

namespace SparseGen.Tool.Operations;

/// <summary>Repeats a piece of work and says how often a second it runs.</summary>
internal static class Repetitions
{
    /// <summary>Runs the work until it is warm, then several times for a while each.</summary>
    /// <param name="work">The work; it must be done when the call returns.</param>
    /// <param name="repetitions">How many measurements.</param>
    /// <param name="duration">How long each lasts at least.</param>
    /// <returns>Calls a second of each measurement, sorted from slow to fast.</returns>
    public static double[] Measure(Action work, int repetitions, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        Seconds(work, duration);
        var rates = new double[repetitions];
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            rates[repetition] = 1 / Seconds(work, duration);
        }

        Array.Sort(rates);
        return rates;
    }

    /// <summary>The middle of sorted numbers; the mean of the two in the middle when their count is even.</summary>
    /// <param name="sorted">The numbers; at least one.</param>
    public static double Median(double[] sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Repeats the work for a while: seconds a call.</summary>
    /// <param name="work">The work; it must be done when the call returns.</param>
    /// <param name="duration">How long it lasts at least.</param>
    public static double Seconds(Action work, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        int calls = 0;
        do
        {
            work();
            calls++;
        }
        while (watch.Elapsed < duration);

        return watch.Elapsed.TotalSeconds / calls;
    }
}
