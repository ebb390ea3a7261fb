using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Samples with a label or a row of target numbers each. They are in memory, where inputs may be kept as bytes and become floats as they are copied into
/// a batch, which needs a quarter of the memory and allocates nothing; or they come from anywhere, one by one (<c>FromSource</c>).
/// </summary>
public sealed partial class Dataset
{
    private readonly SampleSource _source;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly SampleSource? _targets;

    private Dataset(SampleSource source, int count, ReadOnlyMemory<int> labels, SampleSource? targets, ImmutableArray<string> classNames)
    {
        _source = source;
        Count = count;
        _labels = labels;
        _targets = targets;
        ClassNames = classNames.IsDefault ? [] : classNames;
        CheckClassNames(Labels, ClassNames);
    }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Floats of one input sample.</summary>
    public int InputSize => _source.SampleSize;

    /// <summary>Whether samples have labels; otherwise they have target numbers.</summary>
    public bool HasLabels => _targets is null;

    /// <summary>Target numbers of one sample; 0 where samples have labels.</summary>
    public int TargetSize => _targets?.SampleSize ?? 0;

    /// <summary>Names of the classes, by label; empty where they are not known.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The label of each sample; empty where samples have target numbers.</summary>
    internal ReadOnlySpan<int> Labels => HasLabels ? _labels.Span[..Count] : default;

    /// <summary>The target numbers of each sample, [Count, TargetSize]; empty where samples have labels, and where targets are fetched one by one.</summary>
    internal ReadOnlySpan<float> TargetValues => _targets switch
    {
        null or { IsFetched: true } => default,
        FloatSource inMemory => inMemory.Values[..(Count * TargetSize)],
        SampleSource parts => Gather(parts),
    };

    /// <summary>Samples of bytes, such as grey values. A byte b becomes (b / 255 - mean) / deviation, as torchvision has it.</summary>
    /// <param name="inputs">[count, <paramref name="inputSize"/>].</param>
    /// <param name="inputSize">Bytes of one sample.</param>
    /// <param name="labels">[count]; not negative.</param>
    /// <param name="mean">Taken off after the division by 255.</param>
    /// <param name="deviation">Divided by at the end; greater than 0.</param>
    /// <param name="classNames">Names of the classes; none by default.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there is no sample, or a label is negative or has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is not finite or not greater than 0.</exception>
    public static Dataset FromBytes(
        ReadOnlyMemory<byte> inputs,
        int inputSize,
        ReadOnlyMemory<int> labels,
        float mean = 0,
        float deviation = 1,
        ImmutableArray<string> classNames = default)
    {
        NumberArguments.Positive(deviation, nameof(deviation));
        int count = CountSamples(inputs.Length, inputSize, nameof(inputs));
        CheckLabels(labels.Span, count);
        return new Dataset(new ByteSource(inputs, inputSize, [mean], [deviation]), count, labels, null, classNames);
    }

    /// <summary>
    /// Samples of bytes with a mean and a deviation for each channel, as colour images have them. A byte b of channel c becomes (b / 255 - mean[c]) / deviation[c].
    /// </summary>
    /// <param name="inputs">[count, channels, <paramref name="inputSize"/> / channels]: a sample has all of its first channel, then the next, as PyTorch has it.</param>
    /// <param name="inputSize">Bytes of one sample, a multiple of the channels.</param>
    /// <param name="labels">[count]; not negative.</param>
    /// <param name="statistics">Mean and deviation of each channel, of the bytes divided by 255; those of <see cref="GetChannelStatistics"/>, for instance.</param>
    /// <param name="classNames">Names of the classes; none by default.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there is no sample, or a label is negative or has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A deviation is not finite or not greater than 0, or a mean not finite.</exception>
    public static Dataset FromBytes(
        ReadOnlyMemory<byte> inputs,
        int inputSize,
        ReadOnlyMemory<int> labels,
        ChannelStatistics statistics,
        ImmutableArray<string> classNames = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        int count = CountSamples(inputs.Length, inputSize, nameof(inputs));
        statistics.Check(inputSize, nameof(statistics));
        CheckLabels(labels.Span, count);
        return new Dataset(new ByteSource(inputs, inputSize, statistics.Mean, statistics.Deviation), count, labels, null, classNames);
    }

    /// <summary>Samples of floats with labels.</summary>
    /// <param name="inputs">[count, <paramref name="inputSize"/>].</param>
    /// <param name="inputSize">Floats of one sample.</param>
    /// <param name="labels">[count]; not negative.</param>
    /// <param name="classNames">Names of the classes; none by default.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there is no sample, or a label is negative or has no name.</exception>
    public static Dataset FromFloats(
        ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<int> labels, ImmutableArray<string> classNames = default)
    {
        int count = CountSamples(inputs.Length, inputSize, nameof(inputs));
        CheckLabels(labels.Span, count);
        return new Dataset(new FloatSource(inputs, inputSize), count, labels, null, classNames);
    }

    /// <summary>Samples of floats with target numbers.</summary>
    /// <param name="inputs">[count, <paramref name="inputSize"/>].</param>
    /// <param name="inputSize">Floats of one sample.</param>
    /// <param name="targets">[count, <paramref name="targetSize"/>].</param>
    /// <param name="targetSize">Target numbers of one sample.</param>
    /// <param name="classNames">Names of the classes, where target numbers are their probabilities; none by default.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no sample.</exception>
    public static Dataset FromFloats(
        ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<float> targets, int targetSize, ImmutableArray<string> classNames = default)
    {
        int count = CountSamples(inputs.Length, inputSize, nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetSize);
        if (targets.Length != (long)count * targetSize)
        {
            throw new ArgumentException(
                $"targets has {targets.Length} numbers; {count} samples of {targetSize} need {(long)count * targetSize}.", nameof(targets));
        }

        return new Dataset(new FloatSource(inputs, inputSize), count, default, new FloatSource(targets, targetSize), classNames);
    }

    /// <summary>The first samples; all of them where <paramref name="count"/> is larger than <see cref="Count"/>. Copies nothing.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Dataset Take(int count)
    {
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"count is {count}; it must be at least 1.");
        }

        return new Dataset(_source, Math.Min(count, Count), _labels, _targets, ClassNames);
    }

    /// <summary>Copies the inputs of some samples.</summary>
    /// <param name="indices">Which samples; each 0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Takes [indices, <see cref="InputSize"/>].</param>
    /// <exception cref="ArgumentException">The length does not fit, or an index is out of range.</exception>
    public void FillInputs(ReadOnlySpan<int> indices, Span<float> destination)
    {
        CheckLength(destination.Length, indices.Length, InputSize, nameof(destination));
        for (int i = 0; i < indices.Length; i++)
        {
            _source.Copy(Checked(indices[i]), destination.Slice(i * InputSize, InputSize));
        }
    }

    /// <summary>Copies the labels of some samples.</summary>
    /// <param name="indices">Which samples; each 0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Takes [indices].</param>
    /// <exception cref="ArgumentException">The length does not fit, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">There are no labels.</exception>
    public void FillLabels(ReadOnlySpan<int> indices, Span<int> destination)
    {
        if (_targets is not null)
        {
            throw new InvalidOperationException("These samples have target numbers and no labels; use FillTargets.");
        }

        CheckLength(destination.Length, indices.Length, 1, nameof(destination));
        ReadOnlySpan<int> labels = _labels.Span;
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = labels[Checked(indices[i])];
        }
    }

    /// <summary>Copies the target numbers of some samples.</summary>
    /// <param name="indices">Which samples; each 0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Takes [indices, <see cref="TargetSize"/>].</param>
    /// <exception cref="ArgumentException">The length does not fit, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">There are no target numbers.</exception>
    public void FillTargets(ReadOnlySpan<int> indices, Span<float> destination)
    {
        if (_targets is null)
        {
            throw new InvalidOperationException("These samples have labels and no target numbers; use FillLabels.");
        }

        CheckLength(destination.Length, indices.Length, TargetSize, nameof(destination));
        for (int i = 0; i < indices.Length; i++)
        {
            _targets.Copy(Checked(indices[i]), destination.Slice(i * TargetSize, TargetSize));
        }
    }

    private float[] Gather(SampleSource source)
    {
        float[] values = new float[checked(Count * source.SampleSize)];
        for (int i = 0; i < Count; i++)
        {
            source.Copy(i, values.AsSpan(i * source.SampleSize, source.SampleSize));
        }

        return values;
    }

    private int Checked(int index) =>
        (uint)index < (uint)Count
            ? index
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"An index of a sample is {index}; it must be 0 to {Count - 1}.");

    private static int CountSamples(int length, int inputSize, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        if (length == 0 || length % inputSize != 0)
        {
            throw new ArgumentException(
                $"{name} has {length} values; it needs a positive multiple of {inputSize}, the size of a sample.", name);
        }

        return length / inputSize;
    }

    private static void CheckLabels(ReadOnlySpan<int> labels, int count)
    {
        if (labels.Length != count)
        {
            throw new ArgumentException($"labels has {labels.Length} entries; {count} samples need {count}.", nameof(labels));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                throw new ArgumentException($"The label of sample {i} is {labels[i]}; it must not be negative.", nameof(labels));
            }
        }
    }

    private static void CheckClassNames(ReadOnlySpan<int> labels, ImmutableArray<string> classNames)
    {
        for (int i = 0; i < labels.Length && !classNames.IsEmpty; i++)
        {
            if (labels[i] >= classNames.Length)
            {
                throw new ArgumentException(
                    $"The label of sample {i} is {labels[i]}; with {classNames.Length} names of classes it must be 0 to {classNames.Length - 1}.", nameof(classNames));
            }
        }
    }

    private static void CheckLength(int length, int samples, int sampleSize, string name)
    {
        if (length != (long)samples * sampleSize)
        {
            throw new ArgumentException(
                $"{name} has {length} entries; {samples} samples of {sampleSize} need {(long)samples * sampleSize}.", name);
        }
    }
}
