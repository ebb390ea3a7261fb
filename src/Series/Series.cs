using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Numbers of several channels at steps of time, in order, with no step missing. Windows, parts and slices of it are views: the numbers are in memory once.
/// </summary>
public sealed class Series
{
    private readonly ReadOnlyMemory<float> _values;
    private readonly ReadOnlyMemory<DateTime> _times;

    /// <summary>A series of numbers in memory, which it does not copy.</summary>
    /// <param name="values">[length, channels]: all channels of the first step, then those of the next.</param>
    /// <param name="channels">Names of the channels, each another one; at least one.</param>
    /// <param name="times">The time of each step, growing; none by default.</param>
    /// <param name="source">Where the numbers are from, for messages: a path, for instance.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit, there is no step, a name is empty or there twice, a number is not finite, or times do not grow; the message has the row (from 1) and the channel.
    /// </exception>
    public Series(ReadOnlyMemory<float> values, ImmutableArray<string> channels, ReadOnlyMemory<DateTime> times = default, string source = "series")
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        SeriesChecks.Channels(channels, nameof(channels));
        if (values.IsEmpty || values.Length % channels.Length != 0)
        {
            throw new ArgumentException(
                $"values has {values.Length} numbers; {channels.Length} channels need a positive multiple of {channels.Length}.", nameof(values));
        }

        int length = values.Length / channels.Length;
        if (!times.IsEmpty && times.Length != length)
        {
            throw new ArgumentException($"times has {times.Length} entries; {length} steps need {length}, or none.", nameof(times));
        }

        SeriesChecks.Values(values.Span, channels, nameof(values));
        SeriesChecks.Times(times.Span, nameof(times));
        _values = values;
        _times = times;
        Channels = channels;
        Source = source;
        Length = length;
    }

    private Series(Series whole, int start, int length)
    {
        int channels = whole.Channels.Length;
        _values = whole._values.Slice(start * channels, length * channels);
        _times = whole._times.IsEmpty ? default : whole._times.Slice(start, length);
        Channels = whole.Channels;
        Source = whole.Source;
        FirstRow = whole.FirstRow + start;
        Length = length;
    }

    /// <summary>Steps of time.</summary>
    public int Length { get; }

    /// <summary>Names of the channels.</summary>
    public ImmutableArray<string> Channels { get; }

    /// <summary>Where the numbers are from, for messages.</summary>
    public string Source { get; }

    /// <summary>Which row of the source the first step is, from 1; more than 1 in a part of a series.</summary>
    public int FirstRow { get; private init; } = 1;

    /// <summary>The numbers, [<see cref="Length"/>, channels].</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>The time of each step; empty where it is not known.</summary>
    public ReadOnlySpan<DateTime> Times => _times.Span;

    /// <summary>The numbers of a step, one for each channel.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public ReadOnlySpan<float> this[int step] => (uint)step < (uint)Length
        ? Values.Slice(step * Channels.Length, Channels.Length)
        : throw new ArgumentOutOfRangeException(nameof(step), step, $"step is {step}; it must be 0 to {Length - 1}.");

    /// <summary>The place of a channel.</summary>
    /// <param name="channel">Its name.</param>
    /// <exception cref="ArgumentException">There is no such channel; the message has those that there are.</exception>
    public int IndexOf(string channel) => SeriesChecks.IndexOf(Channels, channel, nameof(channel));

    /// <summary>A copy of the numbers of one channel, [<see cref="Length"/>].</summary>
    /// <param name="channel">Its name.</param>
    /// <exception cref="ArgumentException">There is no such channel; the message has those that there are.</exception>
    public float[] Channel(string channel)
    {
        int index = IndexOf(channel);
        ReadOnlySpan<float> values = Values;
        float[] own = new float[Length];
        for (int step = 0; step < own.Length; step++)
        {
            own[step] = values[(step * Channels.Length) + index];
        }

        return own;
    }

    /// <summary>Some steps of it; a view.</summary>
    /// <param name="start">The first step, from 0.</param>
    /// <param name="length">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such steps.</exception>
    public Series Slice(int start, int length)
    {
        if (start < 0 || start >= Length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"start is {start}; in {Length} steps it must be 0 to {Length - 1}.");
        }

        return length >= 1 && length <= Length - start ? new Series(this, start, length) : throw new ArgumentOutOfRangeException(
            nameof(length), length, $"length is {length}; from step {start} of {Length} it must be 1 to {Length - start}.");
    }

    /// <summary>Some of the channels, in the order given; a copy, since their numbers lie side by side.</summary>
    /// <param name="channels">Their names.</param>
    /// <exception cref="ArgumentException">There is none, or no such channel, or one is named twice.</exception>
    public Series Select(params ReadOnlySpan<string> channels)
    {
        ImmutableArray<string> names = [.. channels];
        SeriesChecks.Channels(names, nameof(channels));
        float[] values = new float[Length * names.Length];
        for (int channel = 0; channel < names.Length; channel++)
        {
            int index = IndexOf(names[channel]);
            for (int step = 0; step < Length; step++)
            {
                values[(step * names.Length) + channel] = Values[(step * Channels.Length) + index];
            }
        }

        return WithValues(values, names);
    }

    /// <summary>
    /// Three parts in the order of time: for training, for choosing (when to stop, which settings) and for judging. Split at random, a window of training would hold the very
    /// steps by which a forecast is judged.
    /// </summary>
    /// <param name="training">Share of the first part, between 0 and 1.</param>
    /// <param name="validation">Share of the second part; 0 or more, and with the first below 1. The rest is the third.</param>
    /// <param name="past">
    /// Steps that the second and the third part have before their own, taken from the part before: the past of their first window, so that its future is the part's
    /// first steps. No step is forecast in two parts.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A share is outside its range, <paramref name="past"/> is negative or reaches before the series, or a part would be empty.
    /// </exception>
    public SeriesSplit Split(double training = 0.7, double validation = 0.1, int past = 0)
    {
        if (!(training > 0 && training < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(training), training, $"training is {training}; it must be between 0 and 1.");
        }

        if (!(validation >= 0 && training + validation < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(validation), validation, $"validation is {validation}; it must be 0 or more, and with the {training} of training below 1.");
        }

        int first = (int)Math.Round(training * Length, MidpointRounding.AwayFromZero);
        int second = (int)Math.Round((training + validation) * Length, MidpointRounding.AwayFromZero);
        if (first < 1 || second >= Length || (validation > 0 && second == first))
        {
            throw new ArgumentOutOfRangeException(
                nameof(training), training, $"{SeriesChecks.Describe(this)} cannot be split by {training} and {validation}: a part would have no step.");
        }

        return past >= 0 && past <= first
            ? new SeriesSplit(Slice(0, first), second == first ? null : Slice(first - past, second - first + past), Slice(second - past, Length - second + past))
            : throw new ArgumentOutOfRangeException(nameof(past), past, $"past is {past}; with {first} steps for training it must be 0 to {first}.");
    }

    /// <summary>Windows as samples: some steps in, the steps behind them as targets. Each is cut out of the series when a batch needs it.</summary>
    /// <param name="options">How long, how far apart, which channels.</param>
    /// <exception cref="ArgumentException">The series is too short for one window, or there is no such channel.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Dataset Windows(SeriesWindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SeriesWindows.Cut(this, options);
    }

    /// <summary>The same steps with other numbers.</summary>
    internal Series WithValues(float[] values, ImmutableArray<string> channels) => new(values, channels, _times, Source) { FirstRow = FirstRow };

    /// <summary>Where the numbers are.</summary>
    internal ReadOnlyMemory<float> Memory => _values;
}
