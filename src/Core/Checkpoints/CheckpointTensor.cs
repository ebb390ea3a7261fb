using System.Collections.Immutable;

namespace SparseGen;

/// <summary>A tensor of a checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type, as safetensors writes it: <c>F32</c>, <c>BF16</c>, ...</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where its bytes begin in the data section.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record CheckpointTensor(string Name, string Type, ImmutableArray<int> Shape, long Offset, long Length)
{
    /// <summary>Type and shape, for people: whatever the file says, it is short and shows on any terminal.</summary>
    internal string Description => $"{FileText.Show(Type)} {FileText.Show(Shape)}";
}
