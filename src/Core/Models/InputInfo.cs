using System.Collections.Immutable;

namespace SparseGen;

/// <summary>One of the inputs that a sample consists of: see <see cref="InputAttribute"/>.</summary>
/// <param name="Name">What it is called; <c>input</c> is the first.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where it begins in a sample, in floats.</param>
/// <param name="SampleSize">Floats of a whole sample.</param>
public sealed record InputInfo(string Name, ImmutableArray<int> Shape, int Offset, int SampleSize)
{
    /// <summary>Its floats in a sample.</summary>
    public int Size => Shape.Aggregate(1, static (size, extent) => size * extent);

    /// <summary>Puts this input of a batch into the samples, which hold the others too.</summary>
    /// <param name="values">[batch, <see cref="Size"/>].</param>
    /// <param name="samples">[batch, <see cref="SampleSize"/>].</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same number of samples.</exception>
    public void Write(ReadOnlySpan<float> values, Span<float> samples)
    {
        (int batch, int rest) = Math.DivRem(values.Length, Size);
        if (rest != 0)
        {
            throw new ArgumentException($"{nameof(values)} has {values.Length} floats; expected a multiple of {Size}, the size of the input '{Name}'.", nameof(values));
        }

        if (samples.Length != (long)batch * SampleSize)
        {
            throw new ArgumentException(
                $"{nameof(samples)} has {samples.Length} floats; expected {(long)batch * SampleSize}, for {batch} samples of {SampleSize} floats.", nameof(samples));
        }

        for (int sample = 0; sample < batch; sample++)
        {
            values.Slice(sample * Size, Size).CopyTo(samples[((sample * SampleSize) + Offset)..]);
        }
    }
}
