using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What an IDX file of unsigned bytes holds.</summary>
/// <param name="Shape">The extents, the number of samples first.</param>
/// <param name="Values">The bytes, row-major.</param>
public sealed record IdxData(ImmutableArray<int> Shape, byte[] Values);
