using System.Collections.Immutable;

namespace SparseGen;

/// <content>Samples from anywhere.</content>
public sealed partial class Dataset
{
    /// <summary>Whether batches are better fetched on a thread of their own.</summary>
    internal bool IsFetched => _source.IsFetched || _targets is { IsFetched: true };

    /// <summary>
    /// Samples with labels whose inputs come from anywhere and are never all in memory. While <see cref="Trainer{TModel}"/> trains on a batch, or evaluates it, the
    /// next one is fetched on another thread; the bits are those of data in memory.
    /// </summary>
    /// <param name="count">Samples; at least 1.</param>
    /// <param name="inputSize">Floats of one sample.</param>
    /// <param name="fill">
    /// Writes the inputs of one sample, the same in every epoch. One thread at a time calls it, in a run and in an evaluation another one than the caller's, which
    /// ends with the run. What it throws comes out of the run as <see cref="SampleSourceException"/>, with the sample's number; a run that is cancelled ends
    /// after the running call.
    /// </param>
    /// <param name="labels">[<paramref name="count"/>]; not negative.</param>
    /// <param name="classNames">Names of the classes; none by default.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is negative or has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static Dataset FromSource(
        int count, int inputSize, SampleFill fill, ReadOnlyMemory<int> labels, ImmutableArray<string> classNames = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        CheckLabels(labels.Span, count);
        return new Dataset(new CallbackSource(fill, inputSize, new object()), count, labels, null, classNames);
    }

    /// <summary>Samples with target numbers that come from anywhere, inputs and targets alike.</summary>
    /// <inheritdoc cref="FromSource(int, int, SampleFill, ReadOnlyMemory{int}, ImmutableArray{string})" path="/*[not(self::param)]"/>
    /// <param name="count">Samples; at least 1.</param>
    /// <param name="inputSize">Floats of one sample.</param>
    /// <param name="fill">Writes the inputs of one sample.</param>
    /// <param name="targetSize">Target numbers of one sample.</param>
    /// <param name="fillTargets">Writes the target numbers of one sample; by the same thread, after the inputs of the batch.</param>
    /// <param name="classNames">Names of the classes, where target numbers are their probabilities; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static Dataset FromSource(
        int count, int inputSize, SampleFill fill, int targetSize, SampleFill fillTargets, ImmutableArray<string> classNames = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(fillTargets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetSize);
        object gate = new();
        return new Dataset(
            new CallbackSource(fill, inputSize, gate), count, default, new CallbackSource(fillTargets, targetSize, gate), classNames);
    }

    /// <summary>Samples with target numbers that are parts of what is in memory.</summary>
    internal static Dataset FromSources(int count, SampleSource inputs, SampleSource targets) => new(inputs, count, default, targets, default);

    /// <summary>Mean and deviation of each channel over all samples, as they come out of the data set. Reads every sample once.</summary>
    /// <param name="channels">Channels; a sample is [channels, inputs / channels].</param>
    /// <remarks>
    /// Of bytes that are not normalised these are the numbers to normalise them with:
    /// <code>
    /// ChannelStatistics statistics = Dataset.FromBytes(pixels, 3072, labels).GetChannelStatistics(channels: 3);
    /// Dataset train = Dataset.FromBytes(pixels, 3072, labels, statistics);
    /// </code>
    /// Sums run in double precision.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="channels"/> does not divide the inputs of a sample.</exception>
    public ChannelStatistics GetChannelStatistics(int channels)
    {
        if (channels < 1 || InputSize % channels != 0)
        {
            throw new ArgumentException($"channels is {channels}; it must be a divisor of {InputSize}, the inputs of a sample.", nameof(channels));
        }

        // Means of samples and squares around them, put together as Chan, Golub and LeVeque 1979 have it: no large numbers are taken from each other.
        double[] mean = new double[channels], squares = new double[channels];
        float[] sample = new float[InputSize];
        int size = InputSize / channels;
        for (int index = 0; index < Count; index++)
        {
            _source.Copy(index, sample);
            for (int channel = 0; channel < channels; channel++)
            {
                ReadOnlySpan<float> values = sample.AsSpan(channel * size, size);
                double own = 0, ownSquares = 0;
                foreach (float value in values)
                {
                    own += value;
                }

                own /= size;
                foreach (float value in values)
                {
                    ownSquares += (value - own) * (value - own);
                }

                double distance = own - mean[channel];
                mean[channel] += distance / (index + 1);
                squares[channel] += ownSquares + (distance * distance * size * index / (index + 1));
            }
        }

        return new ChannelStatistics(
            [.. Array.ConvertAll(mean, static value => (float)value)],
            [.. Array.ConvertAll(squares, sum => (float)Math.Sqrt(sum / ((double)Count * size)))]);
    }
}
