using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>The loop of kernels that all threads stride through: a thread takes its first element and every so many after it.</summary>
internal static class ElementLoop
{
    /// <summary>The thread's first element.</summary>
    public static int First => (Grid.IdxX * Group.DimX) + Group.IdxX;

    /// <summary>Threads of all groups.</summary>
    public static int Step => Grid.DimX * Group.DimX;
}
