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
    /// The map of a sample, for those who read the input in place of the output or store where it goes; null where another value is added, where numbers are left out or made up,
    /// and where only a list says where they go.
    /// </summary>
    IReadOnlyList<IndexDimension>? Map { get; }

    /// <summary>What it adds, a number for each place of a row of the output; null for nothing.</summary>
    Value? Bias { get; }
}
