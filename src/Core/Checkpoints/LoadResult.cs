using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What became of the tensors of a model and of a file.</summary>
/// <param name="Info">What the file says about itself.</param>
/// <param name="Loaded">Names of the model's tensors that were loaded.</param>
/// <param name="Kept">Names of the model's tensors that were left as they were, as the options asked.</param>
/// <param name="Ignored">Names of the file's tensors that were passed over.</param>
public sealed record LoadResult(CheckpointInfo Info, ImmutableArray<string> Loaded, ImmutableArray<string> Kept, ImmutableArray<string> Ignored);
