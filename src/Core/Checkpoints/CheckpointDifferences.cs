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

    /// <summary>How to load the file all the same, a sentence each.</summary>
    public ImmutableArray<string> WaysOn { get; init; } = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Missing.IsEmpty && Superfluous.IsEmpty && Different.IsEmpty;

    /// <summary>All lines.</summary>
    public ImmutableArray<string> All => [.. Missing, .. Superfluous, .. Different];

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

        lines.AddRange(WaysOn);
        return string.Join("\n  ", lines);
    }
}
