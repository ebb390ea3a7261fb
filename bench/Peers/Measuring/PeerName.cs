namespace SparseGen.Bench.Peers.Measuring;

/// <summary>What a model is measured beside.</summary>
/// <param name="Engine">The library.</param>
/// <param name="Model">Another model in it; null for the same.</param>
/// <param name="Batch">Another batch; null for the same.</param>
internal sealed record PeerName(string Engine, string? Model = null, int? Batch = null)
{
    /// <summary>Whether it computes something else, so that outputs cannot be compared.</summary>
    public bool IsOther => Model is not null || Batch is not null;

    /// <summary>The library, or the other model and batch.</summary>
    public override string ToString() => IsOther ? $"{Model ?? "itself"}{(Batch is { } batch ? $" at {batch}" : "")}" : Engine;
}
