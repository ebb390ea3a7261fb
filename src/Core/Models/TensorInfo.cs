using System.Collections.Immutable;

namespace SparseGen;

/// <summary>A learned tensor.</summary>
/// <param name="Name">Its name, as in timm.</param>
/// <param name="Shape">Its shape, as in PyTorch: (out, in) for weights.</param>
public sealed record TensorInfo(string Name, ImmutableArray<int> Shape);
