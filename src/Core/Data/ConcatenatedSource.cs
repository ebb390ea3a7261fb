namespace SparseGen;

/// <summary>The samples of one source and then those of another.</summary>
internal sealed class ConcatenatedSource(SampleSource first, int firstCount, SampleSource second) : SampleSource(first.SampleSize)
{
    public override bool IsFetched => first.IsFetched || second.IsFetched;

    public override void Copy(int index, Span<float> destination)
    {
        if (index < firstCount)
        {
            first.Copy(index, destination);
        }
        else
        {
            second.Copy(index - firstCount, destination);
        }
    }
}
