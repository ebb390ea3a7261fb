namespace SparseGen;

/// <summary>The numbers of each sample several times, one after another.</summary>
internal sealed class RepeatedSource(SampleSource source, int copies) : SampleSource(checked(source.SampleSize * copies))
{
    public override bool IsFetched => source.IsFetched;

    public override void Copy(int index, Span<float> destination)
    {
        source.Copy(index, destination[..source.SampleSize]);
        for (int at = source.SampleSize; at < SampleSize; at += source.SampleSize)
        {
            destination[..source.SampleSize].CopyTo(destination[at..]);
        }
    }
}
