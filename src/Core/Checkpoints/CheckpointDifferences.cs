using System.Collections.Immutable;

namespace SparseGen;

/// <summary>How a checkpoint and a model differ: a line for each tensor.</summary>
internal sealed class CheckpointDifferences(ImmutableArray<string> missing, ImmutableArray<string> superfluous, ImmutableArray<string> different)
{
    private const int ListedOfAKind = 20;

    /// <summary>Tensors that the model has and the file has not.</summary>
    public ImmutableArray<string> Missing { get; } = missing;

    /// <summary>Tensors that the file has and the model has not.</summary>
    public ImmutableArray<string> Superfluous { get; } = superfluous;

    /// <summary>Tensors of another shape or type, or with weights where the model has none.</summary>
    public ImmutableArray<string> Different { get; } = different;

    /// <summary>How to load the file all the same, a sentence each.</summary>
    public ImmutableArray<string> WaysOn { get; set; } = [];

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
