using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>Which part of a piece of work is a worker's.</summary>
/// <param name="Index">Number of the worker.</param>
/// <param name="Count">How many there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WorkerPart(int Index, int Count)
{
    /// <summary>The worker's units of so many.</summary>
    internal (int First, int Last) Of(int units) => (Partition.Start(units, Count, Index), Partition.Start(units, Count, Index + 1));
}
