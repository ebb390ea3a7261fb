using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>An op that moves the numbers of a sample, and may do more.</summary>
internal interface IMove
{
    /// <summary>Where the numbers were.</summary>
    Value Input { get; }

    /// <summary>Where they go.</summary>
    Value Output { get; }

    /// <summary>
    /// The map of a sample, for those who read the input in place of the output; null where numbers are added, left out or made up, and where only a list says where they go.
    /// </summary>
    IReadOnlyList<IndexDimension>? Map { get; }
}
