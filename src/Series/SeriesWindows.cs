using System.Collections.Immutable;

namespace SparseGen;

/// <summary>Cuts windows out of a series, each when it is asked for.</summary>
internal static class SeriesWindows
{
    /// <summary>The samples.</summary>
    public static Dataset Cut(Series series, SeriesWindowOptions options)
    {
        Positive(options.Past, nameof(options.Past));
        Positive(options.Future, nameof(options.Future));
        Positive(options.Stride, nameof(options.Stride));
        Positive(options.TargetCopies, nameof(options.TargetCopies));
        ImmutableArray<string> names = options.Targets.IsDefaultOrEmpty ? series.Channels : options.Targets;
        SeriesChecks.Channels(names, nameof(options.Targets));
        int[] targets = Array.ConvertAll(names.ToArray(), name => SeriesChecks.IndexOf(series.Channels, name, nameof(options.Targets)));

        long needed = (long)options.Past + options.Future;
        if (series.Length < needed)
        {
            throw new ArgumentException(
                $"{SeriesChecks.Describe(series)} is too short: a window of {options.Past} + {options.Future} steps needs {needed}.", nameof(options));
        }

        long windows = ((series.Length - needed) / options.Stride) + 1;
        int apart = options.ChannelsApart ? targets.Length : 1;
        if (windows * apart > Array.MaxLength)
        {
            throw new ArgumentException($"{SeriesChecks.Describe(series)} has {windows * apart} samples; more than {Array.MaxLength} cannot be numbered.", nameof(options));
        }

        int[] inputs = options.ChannelsApart ? targets : [.. Enumerable.Range(0, series.Channels.Length)];
        return Dataset.FromSources(
            (int)windows * apart,
            new Source(series, options.Stride, first: 0, options.Past, inputs, copies: 1, options.ChannelsApart),
            new Source(series, options.Stride, options.Past, options.Future, targets, options.TargetCopies, options.ChannelsApart));
    }

    private static void Positive(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
        }
    }

    /// <summary>Some channels of some steps of each window, [steps, channels, copies].</summary>
    private sealed class Source(Series series, int stride, int first, int steps, int[] channels, int copies, bool isApart)
        : SampleSource(checked(steps * (isApart ? 1 : channels.Length) * copies))
    {
        private readonly ReadOnlyMemory<float> _values = series.Memory;
        private readonly int _width = series.Channels.Length;
        private readonly bool _isWhole = !isApart && copies == 1 && channels.AsSpan().SequenceEqual([.. Enumerable.Range(0, series.Channels.Length)]);

        public override void Copy(int index, Span<float> destination)
        {
            int window = isApart ? index / channels.Length : index;
            ReadOnlySpan<float> rows = _values.Span.Slice(((window * stride) + first) * _width, steps * _width);
            if (_isWhole)
            {
                rows.CopyTo(destination);
                return;
            }

            ReadOnlySpan<int> taken = isApart ? channels.AsSpan(index % channels.Length, 1) : channels;
            int place = 0;
            for (int start = 0; start < rows.Length; start += _width)
            {
                foreach (int channel in taken)
                {
                    destination.Slice(place, copies).Fill(rows[start + channel]);
                    place += copies;
                }
            }
        }
    }
}
