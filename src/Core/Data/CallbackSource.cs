namespace SparseGen;

/// <summary>Samples that somebody else writes.</summary>
/// <param name="fill">Writes one.</param>
/// <param name="sampleSize">Floats of one.</param>
/// <param name="gate">Held while <paramref name="fill"/> runs, so that one thread at a time calls it, whoever asks.</param>
internal sealed class CallbackSource(SampleFill fill, int sampleSize, object gate) : SampleSource(sampleSize)
{
    public override bool IsFetched => true;

    public override void Copy(int index, Span<float> destination)
    {
        try
        {
            lock (gate)
            {
                fill(index, destination);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new SampleSourceException(index, exception);
        }
    }
}
