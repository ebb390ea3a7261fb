using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>What makes numbers a series; the readers of files ask the same.</summary>
internal static class SeriesChecks
{
    /// <summary>Checks the names of channels.</summary>
    /// <exception cref="ArgumentException">There is none, or one is empty or there twice.</exception>
    public static void Channels(ImmutableArray<string> channels, string name)
    {
        if (channels.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"{name} is empty; a series needs the name of at least one channel.", name);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string channel in channels)
        {
            if (string.IsNullOrEmpty(channel) || !seen.Add(channel))
            {
                throw new ArgumentException(
                    string.IsNullOrEmpty(channel) ? $"{name} has an empty name." : $"{name} has the name {FileText.Show(channel)} twice.", name);
            }
        }
    }

    /// <summary>The place of a channel among others.</summary>
    /// <exception cref="ArgumentException">It is not among them.</exception>
    public static int IndexOf(ImmutableArray<string> channels, string channel, string name)
    {
        ArgumentNullException.ThrowIfNull(channel, name);
        int index = channels.IndexOf(channel);
        return index >= 0 ? index : throw new ArgumentException($"There is no channel {FileText.Show(channel)}; there are {List(channels)}.", name);
    }

    /// <summary>Checks that all numbers are finite.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void Values(ReadOnlySpan<float> values, ImmutableArray<string> channels, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {(i / channels.Length) + 1}, channel {FileText.Show(channels[i % channels.Length])} is {values[i]}; a series needs finite numbers. "
                        + $"Fill what is missing first."),
                    name);
            }
        }
    }

    /// <summary>Checks that times grow.</summary>
    /// <exception cref="ArgumentException">One is not later than the one before.</exception>
    public static void Times(ReadOnlySpan<DateTime> times, string name)
    {
        for (int i = 1; i < times.Length; i++)
        {
            if (FindDisorder(times[i - 1], times[i]) is string problem)
            {
                throw new ArgumentException($"Row {i + 1}: {problem}", name);
            }
        }
    }

    /// <summary>What is wrong with a time behind another one; null where it is later.</summary>
    public static string? FindDisorder(DateTime before, DateTime time) =>
        time > before ? null
        : time == before ? $"the time {Show(time)} is there twice, in the row before too"
        : $"the time {Show(time)} is before that of the row before, {Show(before)}; rows must be in the order of time";

    /// <summary>A series in a message.</summary>
    public static string Describe(Series series) =>
        $"{FileText.Show(series.Source)} ({series.Length} {(series.Length == 1 ? "step" : "steps")}"
        + $"{(series.FirstRow == 1 ? string.Empty : $" from row {series.FirstRow} on")})";

    /// <summary>Names in a message, cut where there are many.</summary>
    public static string List(ImmutableArray<string> channels)
    {
        const int Most = 12;
        string shown = string.Join(", ", Array.ConvertAll([.. channels.Take(Most)], FileText.Show));
        return channels.Length <= Most ? shown : $"{shown} and {channels.Length - Most} more";
    }

    private static string Show(DateTime time) =>
        time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
