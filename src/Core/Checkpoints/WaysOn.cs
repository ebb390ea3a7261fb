using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What a message says after the differences of a file and a model: how to load it all the same, where there is a way.</summary>
internal static class WaysOn
{
    private static readonly string[] s_prefixes = ["module.", "model.", "_orig_mod.", "backbone.", "encoder.", "network.", "net."];

    /// <summary>The ways.</summary>
    /// <param name="layout">The model's tensors.</param>
    /// <param name="found">The file's tensors.</param>
    public static ImmutableArray<string> Find(ParameterLayout layout, ImmutableArray<CheckpointTensor> found)
    {
        var ways = ImmutableArray.CreateBuilder<string>();
        if (s_prefixes.FirstOrDefault(prefix => layout.Tensors.All(tensor => found.Any(candidate => candidate.Name == prefix + tensor.Name))) is string prefix)
        {
            ways.Add($"Without \"{prefix}\" its names are the model's: LoadOptions.Rename = LoadOptions.WithoutPrefix(\"{prefix}\").");
        }

        var candidates = found.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        bool isReversed = false, isOfOtherType = false, isPart = false, fitsSomewhere = false;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (!candidates.TryGetValue(tensor.Name, out CheckpointTensor? candidate))
            {
                isPart = true;
                continue;
            }

            bool fits = candidate.Shape.AsSpan().SequenceEqual(tensor.Shape.AsSpan());
            fitsSomewhere |= fits;
            isPart |= !fits;
            isReversed |= !fits && candidate.Shape.Length == 2 && tensor.Shape.Length == 2 && candidate.Shape[0] == tensor.Shape[1] && candidate.Shape[1] == tensor.Shape[0];
            isOfOtherType |= !TensorElements.CanRead(candidate.Type);
        }

        bool isMore = found.Any(tensor => !layout.TryFind(tensor.Name, out _));
        Add(ways, isReversed, "Matrices written as [in, out], as in JAX: LoadOptions.Transposed.");
        Add(ways, isOfOtherType, "Parameters are read from F32, F16, BF16 and F64: convert tensors of other types first.");
        Add(ways, isPart && fitsSomewhere && ways.Count == 0, "A part of it: LoadOptions.Only or LoadOptions.Except.");
        Add(ways, isMore && !isPart && ways.Count == 0, "All but what the model has not: LoadOptions.IgnoreSuperfluous.");
        return ways.ToImmutable();
    }

    private static void Add(ImmutableArray<string>.Builder ways, bool isOne, string way)
    {
        if (isOne)
        {
            ways.Add(way);
        }
    }
}
