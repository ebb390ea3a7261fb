using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Kernels that add up the rows of the batch for each column, as gradients of parameters do: a thread a column, the rows split between groups, each of which leaves a partial sum.
/// A thread adds up blocks of rows (<see cref="BlockTerms"/>) and adds the sums of the blocks.
/// </summary>
internal static class ColumnReduction
{
    private const int Threads = GpuDevice.GroupSize;

    /// <summary>The thread's column; it may lie beyond the last one.</summary>
    internal static int Column => (Grid.IdxX * Threads) + Group.IdxX;

    /// <summary>Groups that compute one partial sum of so many columns.</summary>
    internal static int Groups(int columns) => (columns + Threads - 1) / Threads;

    /// <summary>Grid and group.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="splits">Partial sums of each.</param>
    internal static KernelConfig Config(int columns, int splits) =>
        new(new Index3D(Groups(columns), splits, 1), new Index3D(Threads, 1, 1));
}
