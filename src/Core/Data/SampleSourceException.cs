namespace SparseGen;

/// <summary>The source of a data set could not give a sample. Thrown to whoever trains or evaluates; <see cref="Exception.InnerException"/> is what the source threw.</summary>
public sealed class SampleSourceException : Exception
{
    internal SampleSourceException(int sample, Exception inner)
        : base($"Sample {sample} could not be fetched: {inner.Message}", inner) => Sample = sample;

    /// <summary>The sample, as the source counts.</summary>
    public int Sample { get; }
}
