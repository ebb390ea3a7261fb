using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Inputs kept as bytes. A table of 256 floats for each channel does the normalisation, with the roundings of torchvision's <c>ToTensor</c> and
/// <c>Normalize</c> (divide, subtract, divide), so that both see the same bits.
/// </summary>
internal sealed class ByteSource : SampleSource
{
    private readonly ReadOnlyMemory<byte> _inputs;
    private readonly float[][] _tables;

    /// <param name="inputs">The bytes.</param>
    /// <param name="sampleSize">Bytes of a sample, a multiple of the channels.</param>
    /// <param name="mean">A number a channel.</param>
    /// <param name="deviation">A number a channel.</param>
    public ByteSource(ReadOnlyMemory<byte> inputs, int sampleSize, ImmutableArray<float> mean, ImmutableArray<float> deviation)
        : base(sampleSize)
    {
        _inputs = inputs;
        _tables = new float[mean.Length][];
        for (int channel = 0; channel < mean.Length; channel++)
        {
            _tables[channel] = new float[256];
            for (int value = 0; value < 256; value++)
            {
                _tables[channel][value] = ((value / 255f) - mean[channel]) / deviation[channel];
            }
        }
    }

    public override void Copy(int index, Span<float> destination)
    {
        ReadOnlySpan<byte> sample = _inputs.Span.Slice(index * SampleSize, SampleSize);
        int size = sample.Length / _tables.Length;
        foreach (float[] table in _tables)
        {
            for (int i = 0; i < size; i++)
            {
                destination[i] = table[sample[i]];
            }

            sample = sample[size..];
            destination = destination[size..];
        }
    }
}
