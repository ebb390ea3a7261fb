using System.Collections.Immutable;

namespace SparseGen;

/// <summary>How a checkpoint and a model differ: a line for each tensor.</summary>
/// <param name="Missing">Tensors that the model has and the file has not.</param>
/// <param name="Superfluous">Tensors that the file has and the model has not.</param>
/// <param name="Different">Tensors of another shape or type, or with weights where the model has none.</param>
internal sealed record CheckpointDifferences(
    ImmutableArray<string> Missing, ImmutableArray<string> Superfluous, ImmutableArray<string> Different)
{
    private const int ListedOfAKind = 20;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Missing.IsEmpty && Superfluous.IsEmpty && Different.IsEmpty;

    /// <summary>All lines.</summary>
    public ImmutableArray<string> All => [.. Missing, .. Superfluous, .. Different];

    /// <summary>Compares the tensors of a model with those of a file.</summary>
    public static CheckpointDifferences Between(ImmutableArray<CheckpointTensor> wanted, ImmutableArray<CheckpointTensor> found)
    {
        var names = wanted.Select(static tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var candidates = found.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        return new CheckpointDifferences(
            [.. wanted.Where(tensor => !candidates.ContainsKey(tensor.Name)).Select(static tensor => $"{tensor.Name} is missing; the model has {tensor.Description}")],
            [.. found.Where(tensor => !names.Contains(tensor.Name)).Select(static tensor => $"{tensor.Name} is {tensor.Description}; the model has no such tensor")],
            [.. wanted.Where(tensor => candidates.TryGetValue(tensor.Name, out CheckpointTensor? candidate) && !Fits(candidate, tensor))
                .Select(tensor => $"{tensor.Name} is {candidates[tensor.Name].Description}; the model has {tensor.Description}")]);
    }

    /// <summary>The counts, and the first lines of each kind, so that many of one kind do not hide another.</summary>
    public string Describe(string path)
    {
        var lines = new List<string> { $"{path} does not fit the model ({Missing.Length} missing, {Superfluous.Length} superfluous, {Different.Length} different):" };
        foreach ((ImmutableArray<string> kind, string name) in new[] { (Missing, "missing"), (Superfluous, "superfluous"), (Different, "different") })
        {
            lines.AddRange(kind.Take(ListedOfAKind));
            if (kind.Length > ListedOfAKind)
            {
                lines.Add($"and {kind.Length - ListedOfAKind} more {name}");
            }
        }

        return string.Join("\n  ", lines);
    }

    private static bool Fits(CheckpointTensor candidate, CheckpointTensor wanted) =>
        TensorElements.CanRead(candidate.Type) && candidate.Shape.AsSpan().SequenceEqual(wanted.Shape.AsSpan());
}
