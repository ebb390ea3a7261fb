using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>Which part of a piece of work is a worker's; the default is all of it.</summary>
/// <param name="index">Number of the worker.</param>
/// <param name="count">How many there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WorkerPart(int index, int count)
{
    /// <summary>Number of the worker.</summary>
    public int Index => index;

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>The worker's units of so many.</summary>
    internal (int First, int Last) Of(int units) => count == 0 ? (0, units) : (Partition.Start(units, count, index), Partition.Start(units, count, index + 1));
}
