using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What the header of a safetensors file says.</summary>
/// <param name="Metadata">The entries of <c>__metadata__</c>.</param>
/// <param name="Tensors">The tensors, in the order of their data.</param>
/// <param name="HeaderDigits">Where the digits of the header's own checksum begin in the header; -1 where there are none.</param>
internal sealed record SafetensorsHeader(
    ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<CheckpointTensor> Tensors, int HeaderDigits)
{
    /// <summary>The name of the entry that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Bytes before the header: its length, little-endian.</summary>
    public const int LengthSize = sizeof(ulong);
}
