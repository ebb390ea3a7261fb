using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>A generated kernel for a product with tiles of one size. Each device compiles it when it is first launched there, once for all instances of the model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TiledKernel
{
    /// <summary>Lines from which on a tile has 256 threads: each then has a part of 8 x 8, as in a tile of 64 x 64 with its 64 threads.</summary>
    private const int LinesOfLargeTile = 128;

    /// <summary>The kernel.</summary>
    /// <param name="kernel">A method.</param>
    /// <param name="rows">Rows of its tile.</param>
    /// <param name="columns">Columns of its tile.</param>
    public TiledKernel(Action<ProductArguments> kernel, int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Threads = rows >= LinesOfLargeTile ? 256 : GpuDevice.GroupSize;
        Kernel = new(kernel, Threads, this);
    }

    /// <summary>What launches it.</summary>
    internal LibraryKernel<Action<AcceleratorStream, KernelConfig, ProductArguments>> Kernel { get; }

    /// <summary>The product that it is a kernel of.</summary>
    internal GpuProduct? Product { get; set; }

    /// <summary>Multiply-adds of a thread in a step.</summary>
    internal int MultiplyAdds => ProductEdges.Depth * Rows * Columns / Threads;

    /// <summary>Rows of its tile.</summary>
    internal int Rows { get; }

    /// <summary>Columns of its tile.</summary>
    internal int Columns { get; }

    /// <summary>Threads of a group.</summary>
    internal int Threads { get; }

    /// <summary>How many tiles cover some rows and columns.</summary>
    internal long Tiles(long rows, long columns) => Count(rows, Rows) * Count(columns, Columns);

    /// <summary>How many tiles cover an extent.</summary>
    internal static long Count(long extent, int tile) => (extent + tile - 1) / tile;
}
