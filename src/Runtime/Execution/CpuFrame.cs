namespace SparseGen.Execution;

#pragma warning disable CA1051 // Fields, since a reference cannot be set through a property.

/// <summary>The buffers of one worker and the samples it is to handle: samples First to First + Count of a batch of Capacity.</summary>
/// <remarks>
/// Every buffer ends with <see cref="Slack"/> floats that may be read but hold nothing, so that kernels may load whole vectors
/// at a ragged end. They never store there.
/// </remarks>
public ref struct CpuFrame
{
    /// <summary>Floats after the end of every buffer that may be read.</summary>
    public const int Slack = 64;

    /// <summary>The parameter arena.</summary>
    public ref float Parameters;

    /// <summary>What was derived from the parameters.</summary>
    public ref float Derived;

    /// <summary>The arena this worker adds its gradients into.</summary>
    public ref float Gradients;

    /// <summary>Kept from forward to backward, [value][Capacity][size].</summary>
    public ref float Kept;

    /// <summary>This worker's scratch, [value][ChunkSamples][size].</summary>
    public ref float Scratch;

    /// <summary>First sample, for addresses in <see cref="Kept"/>.</summary>
    public int First;

    /// <summary>Samples to handle; at most ChunkSamples.</summary>
    public int Count;

    /// <summary>Samples that <see cref="Kept"/> has room for.</summary>
    public int Capacity;
}
