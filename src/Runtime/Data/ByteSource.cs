namespace SparseGen;

/// <summary>
/// Inputs kept as bytes. A table of 256 floats does the normalisation, with the roundings of torchvision's <c>ToTensor</c> and
/// <c>Normalize</c> (divide, subtract, divide), so that both see the same bits.
/// </summary>
internal sealed class ByteSource : SampleSource
{
    private readonly ReadOnlyMemory<byte> _inputs;
    private readonly float[] _table = new float[256];

    public ByteSource(ReadOnlyMemory<byte> inputs, int sampleSize, float mean, float deviation)
        : base(sampleSize)
    {
        _inputs = inputs;
        for (int value = 0; value < _table.Length; value++)
        {
            _table[value] = ((value / 255f) - mean) / deviation;
        }
    }

    public override void Copy(int index, Span<float> destination)
    {
        ReadOnlySpan<byte> sample = _inputs.Span.Slice(index * SampleSize, SampleSize);
        float[] table = _table;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = table[sample[i]];
        }
    }
}
