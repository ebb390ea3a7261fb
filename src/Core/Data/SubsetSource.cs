namespace SparseGen;

/// <summary>Some samples of a source, in an order of their own.</summary>
internal sealed class SubsetSource(SampleSource source, int[] indices) : SampleSource(source.SampleSize)
{
    public override bool IsFetched => source.IsFetched;

    public override void Copy(int index, Span<float> destination) => source.Copy(indices[index], destination);
}
