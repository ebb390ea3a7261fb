using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What a checkpoint says about itself.</summary>
/// <param name="Metadata">All entries of <c>__metadata__</c>, SparseGen's own included; empty where there are none.</param>
/// <param name="Tensors">The tensors, in the order of their data.</param>
public sealed record CheckpointInfo(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<CheckpointTensor> Tensors)
{
    /// <summary>Name of the model class that was saved; null where the file does not say.</summary>
    public string? Model => Metadata.GetValueOrDefault(Checkpoint.ModelKey);
}
