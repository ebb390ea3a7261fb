namespace SparseGen;

/// <summary>Inputs that are floats already.</summary>
internal sealed class FloatSource(ReadOnlyMemory<float> inputs, int sampleSize) : SampleSource(sampleSize)
{
    /// <summary>The numbers of all samples.</summary>
    public ReadOnlySpan<float> Values => inputs.Span;

    public override void Copy(int index, Span<float> destination) =>
        inputs.Span.Slice(index * SampleSize, SampleSize).CopyTo(destination);
}
