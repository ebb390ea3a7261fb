using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using ProductKernelLauncher = SparseGen.Gpu.LibraryKernel<System.Action<ILGPU.Runtime.AcceleratorStream, ILGPU.KernelConfig, SparseGen.Kernels.Gpu.ProductArguments>>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// A generated kernel for a product with tiles of one size, in single precision and, where it may pay, for tensor cores. Each device compiles it when it is first launched there,
/// once for all instances of the model.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TiledKernel
{
    /// <summary>Lines from which on a tile has 256 threads: each then has a part of 8 x 8, as in a tile of 64 x 64 with its 64 threads.</summary>
    private const int LinesOfLargeTile = 128;

    /// <summary>Both parts of all factors take some 150 registers: with 512 threads at once they spill.</summary>
    private const int ThreadsOfSplitFactors = 384;

    private readonly Dictionary<MathMode, ProductKernelLauncher> _kernels;

    /// <summary>A kernel in single precision.</summary>
    /// <param name="kernel">A method.</param>
    /// <param name="rows">Rows of its tile.</param>
    /// <param name="columns">Columns of its tile.</param>
    public TiledKernel(Action<ProductArguments> kernel, int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Threads = rows >= LinesOfLargeTile ? 256 : GpuDevice.GroupSize;
        _kernels = new() { [MathMode.Fp32] = new(kernel, Threads, tile: this) };
    }

    /// <summary>A kernel in all modes.</summary>
    /// <param name="kernel">A method.</param>
    /// <param name="tf32">The same for <see cref="MathMode.Tf32"/>.</param>
    /// <param name="tf32x3">The same for <see cref="MathMode.Tf32x3"/>.</param>
    /// <param name="bf16">The same for <see cref="MathMode.Bf16"/>.</param>
    /// <param name="rows">Rows of its tile.</param>
    /// <param name="columns">Columns of its tile.</param>
    public TiledKernel(
        Action<ProductArguments> kernel, Action<ProductArguments> tf32, Action<ProductArguments> tf32x3, Action<ProductArguments> bf16, int rows, int columns)
        : this(kernel, rows, columns)
    {
        _kernels[MathMode.Tf32] = new(tf32, Threads, tile: this);
        _kernels[MathMode.Tf32x3] = new(tf32x3, Threads, ThreadsOfSplitFactors, this);
        _kernels[MathMode.Bf16] = new(bf16, Threads, tile: this);
    }

    /// <summary>What launches it, by mode.</summary>
    internal IReadOnlyDictionary<MathMode, ProductKernelLauncher> Kernels => _kernels;

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

    /// <summary>What launches it in a mode.</summary>
    /// <param name="mode">A mode that it has.</param>
    internal ProductKernelLauncher In(MathMode mode) => _kernels[mode];

    /// <summary>Whether it has a mode.</summary>
    internal bool Has(MathMode mode) => _kernels.ContainsKey(mode);

    /// <summary>How many tiles cover some rows and columns.</summary>
    internal long Tiles(long rows, long columns) => Count(rows, Rows) * Count(columns, Columns);

    /// <summary>How many tiles cover an extent.</summary>
    internal static long Count(long extent, int tile) => (extent + tile - 1) / tile;
}
