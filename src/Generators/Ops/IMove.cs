using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>An op that moves the numbers of a sample, and may do more.</summary>
internal interface IMove
{
    /// <summary>Where the numbers were.</summary>
    public Value Input { get; }

    /// <summary>Where they go.</summary>
    public Value Output { get; }

    /// <summary>The map of a sample, for those who read the input in place of the output; null where numbers are added, left out or made up, or where only a list says it.</summary>
    public IReadOnlyList<IndexDimension>? Map { get; }
}
