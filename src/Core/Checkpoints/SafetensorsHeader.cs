using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What the header of a safetensors file says.</summary>
internal sealed class SafetensorsHeader(ImmutableSortedDictionary<string, string> metadata, ImmutableArray<CheckpointTensor> tensors, int headerDigits)
{
    /// <summary>The entries of <c>__metadata__</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>The tensors, in the order of their data.</summary>
    public ImmutableArray<CheckpointTensor> Tensors { get; } = tensors;

    /// <summary>Where the digits of the header's own checksum begin in the header; -1 where there are none.</summary>
    public int HeaderDigits { get; } = headerDigits;

    /// <summary>The name of the entry that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Bytes before the header: its length, little-endian.</summary>
    public const int LengthSize = sizeof(ulong);
}
