namespace SparseGen;

/// <summary>Where the inputs of a data set come from.</summary>
internal abstract class SampleSource(int sampleSize)
{
    /// <summary>Floats of one sample.</summary>
    public int SampleSize { get; } = sampleSize;

    /// <summary>Whether a sample may take its time, so that the next batch is better fetched beside the step.</summary>
    public virtual bool IsFetched => false;

    /// <summary>Copies one sample.</summary>
    public abstract void Copy(int index, Span<float> destination);
}
