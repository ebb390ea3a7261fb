using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// Brings the channels of a series to like sizes and back: scaled = (value - shift) / scale, with numbers of its own for each channel. It is fitted to the training part
/// alone, since what comes later is not known then, and belongs to the model: <see cref="Write"/> puts it into the checkpoint's metadata and <see cref="Load"/> reads it back,
/// to the last bit.
/// </summary>
public sealed class SeriesScaler
{
    private const string ChannelKey = "series.channel.", ShiftKey = "series.shift", ScaleKey = "series.scale";

    /// <summary>A scaler of given numbers.</summary>
    /// <param name="channels">Names of the channels.</param>
    /// <param name="shift">What is taken off, one a channel.</param>
    /// <param name="scale">What is divided by then, one a channel; greater than 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a name is empty or there twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a scale not greater than 0.</exception>
    public SeriesScaler(ImmutableArray<string> channels, ImmutableArray<float> shift, ImmutableArray<float> scale)
    {
        SeriesChecks.Channels(channels, nameof(channels));
        if (shift.IsDefault || scale.IsDefault || shift.Length != channels.Length || scale.Length != channels.Length)
        {
            throw new ArgumentException(
                $"There are {channels.Length} channels, {(shift.IsDefault ? 0 : shift.Length)} shifts and {(scale.IsDefault ? 0 : scale.Length)} scales; expected one of "
                + "each a channel.",
                nameof(channels));
        }

        for (int i = 0; i < channels.Length; i++)
        {
            NumberArguments.Finite(shift[i], nameof(shift));
            NumberArguments.Positive(scale[i], nameof(scale));
        }

        Channels = channels;
        Shift = shift;
        Scale = scale;
    }

    /// <summary>Names of the channels.</summary>
    public ImmutableArray<string> Channels { get; }

    /// <summary>What is taken off each channel.</summary>
    public ImmutableArray<float> Shift { get; }

    /// <summary>What each channel is divided by.</summary>
    public ImmutableArray<float> Scale { get; }

    /// <summary>To mean 0 and deviation 1 of the training part; a channel that never changes is only shifted.</summary>
    /// <param name="training">The training part.</param>
    public static SeriesScaler Standard(Series training) => Fit(training, static values =>
    {
        double mean = values.Average(static value => (double)value);
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    });

    /// <summary>
    /// To 0 ... 1 between the smallest and the largest number of the training part, beyond which later ones may be; a channel that never changes is only shifted.
    /// </summary>
    /// <param name="training">The training part.</param>
    public static SeriesScaler MinMax(Series training) => Fit(training, static values => (values.Min(), (double)values.Max() - values.Min()));

    /// <summary>The scaler of a model's checkpoint.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <exception cref="CheckpointException">The file is damaged, or holds no scaler.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static SeriesScaler Load(string path)
    {
        ImmutableSortedDictionary<string, string> metadata = Checkpoint.ReadInfo(path).Metadata;
        var channels = new List<string>();
        while (metadata.TryGetValue($"{ChannelKey}{channels.Count.ToString(CultureInfo.InvariantCulture)}", out string? channel))
        {
            channels.Add(channel);
        }

        if (channels.Count == 0)
        {
            throw new CheckpointException(path, $"There is no scaler in the metadata, {ChannelKey}0 and so on; SeriesScaler.Write puts it there.");
        }

        try
        {
            return new SeriesScaler([.. channels], Numbers(metadata, ShiftKey), Numbers(metadata, ScaleKey));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new CheckpointException(path, $"The scaler in the metadata is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Puts it into the metadata of a checkpoint to be saved.</summary>
    /// <param name="metadata">What <see cref="Checkpoint"/>'s methods are handed then.</param>
    public void Write(IDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        for (int i = 0; i < Channels.Length; i++)
        {
            metadata[$"{ChannelKey}{i.ToString(CultureInfo.InvariantCulture)}"] = Channels[i];
        }

        metadata[ShiftKey] = Text(Shift);
        metadata[ScaleKey] = Text(Scale);
    }

    /// <summary>A series scaled; a copy.</summary>
    /// <param name="series">A series with the channels of this scaler, in its order.</param>
    /// <exception cref="ArgumentException">The channels are others.</exception>
    public Series Apply(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!series.Channels.AsSpan().SequenceEqual(Channels.AsSpan()))
        {
            throw new ArgumentException(
                $"The series has the channels {SeriesChecks.List(series.Channels)}; the scaler was fitted to {SeriesChecks.List(Channels)}.", nameof(series));
        }

        float[] values = series.Values.ToArray();
        Apply(values);
        return series.WithValues(values, Channels);
    }

    /// <summary>Scales numbers in place.</summary>
    /// <param name="values">[steps, channels].</param>
    /// <param name="channels">Which channels they are, in their order; all by default.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the channels, or there is no such channel.</exception>
    public void Apply(Span<float> values, params ReadOnlySpan<string> channels)
    {
        int[] places = Places(values, channels);
        for (int i = 0; i < values.Length; i++)
        {
            int place = places[i % places.Length];
            values[i] = (float)(((double)values[i] - Shift[place]) / Scale[place]);
        }
    }

    /// <summary>Brings scaled numbers back in place: a forecast, for instance.</summary>
    /// <param name="values">[steps, channels].</param>
    /// <param name="channels">Which channels they are, in their order; all by default.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the channels, or there is no such channel.</exception>
    public void Undo(Span<float> values, params ReadOnlySpan<string> channels)
    {
        int[] places = Places(values, channels);
        for (int i = 0; i < values.Length; i++)
        {
            int place = places[i % places.Length];
            values[i] = (float)(((double)values[i] * Scale[place]) + Shift[place]);
        }
    }

    private static SeriesScaler Fit(Series training, Func<float[], (double Shift, double Scale)> fit)
    {
        ArgumentNullException.ThrowIfNull(training);
        float[] shift = new float[training.Channels.Length], scale = new float[training.Channels.Length];
        for (int i = 0; i < shift.Length; i++)
        {
            (double own, double size) = fit(training.Channel(training.Channels[i]));
            shift[i] = (float)own;

            // What is rounding of one number, or so little that a float does not hold it, is no spread.
            scale[i] = size > 1e-7 * Math.Abs(own) && float.IsFinite((float)size) && (float)size > 0 ? (float)size : 1;
        }

        return new SeriesScaler(training.Channels, [.. shift], [.. scale]);
    }

    private int[] Places(ReadOnlySpan<float> values, ReadOnlySpan<string> channels)
    {
        int[] places = channels.IsEmpty
            ? [.. Enumerable.Range(0, Channels.Length)]
            : Array.ConvertAll(channels.ToArray(), channel => SeriesChecks.IndexOf(Channels, channel, nameof(channels)));
        return values.Length % places.Length == 0 ? places : throw new ArgumentException(
            $"values has {values.Length} numbers; {places.Length} channels need a multiple of {places.Length}.", nameof(values));
    }

    private static ImmutableArray<float> Numbers(ImmutableSortedDictionary<string, string> metadata, string key) =>
        [.. Array.ConvertAll(
            metadata.GetValueOrDefault(key, string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            static text => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))];

    private static string Text(ImmutableArray<float> numbers) =>
        string.Join(' ', Array.ConvertAll(numbers.ToArray(), static number => number.ToString("R", CultureInfo.InvariantCulture)));
}
