using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// A generated kernel for a product, or for several of them, with tiles of one size each: in single precision and, where it may pay, for tensor cores. Each device compiles it when
/// it is first launched there, once for all instances of the model.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TiledKernel
{
    /// <summary>Both parts of all factors take some 150 registers: with 512 threads at once they spill.</summary>
    private const int ThreadsOfSplitFactors = 384;

    private static readonly MathMode[] Modes = [MathMode.Fp32, MathMode.Tf32, MathMode.Tf32x3, MathMode.Bf16];

    private readonly Dictionary<MathMode, ILibraryKernel> _kernels = [];

    /// <summary>The kernel.</summary>
    /// <param name="tiles">The tiles of each product, all of as many threads.</param>
    /// <param name="kernels">
    /// A method for single precision; where there are others, those for <see cref="MathMode.Tf32"/>, <see cref="MathMode.Tf32x3"/> and <see cref="MathMode.Bf16"/>.
    /// </param>
    public TiledKernel(TileSize[] tiles, params Delegate[] kernels)
    {
        Tiles = tiles;
        for (int i = 0; i < kernels.Length; i++)
        {
            _kernels[Modes[i]] = Launched(kernels[i], Modes[i] == MathMode.Tf32x3 ? ThreadsOfSplitFactors : KernelCompiler.ThreadsAtOnce);
        }
    }

    /// <summary>What is launched, by mode.</summary>
    internal IReadOnlyDictionary<MathMode, ILibraryKernel> Kernels => _kernels;

    /// <summary>The tiles of each product.</summary>
    internal IReadOnlyList<TileSize> Tiles { get; }

    /// <summary>The products, which those who launch it know.</summary>
    internal IReadOnlyList<ProductForm> Products { get; private set; } = [];

    /// <summary>The tiles of the first product.</summary>
    internal TileSize Tile => Tiles[0];

    /// <summary>Threads of a group.</summary>
    internal int Threads => Tile.Threads;

    /// <summary>Multiply-adds of a thread in a step of each product.</summary>
    internal IReadOnlyList<int> MultiplyAdds => [.. Tiles.Select(tile => ProductEdges.Depth * tile.Rows * tile.Columns / Threads)];

    /// <summary>Whether it has a mode.</summary>
    internal bool Has(MathMode mode) => _kernels.ContainsKey(mode);

    /// <summary>What launches it on a device.</summary>
    /// <typeparam name="TLauncher">A delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
    /// <param name="device">The device; its gate is held.</param>
    /// <param name="mode">A mode that it has.</param>
    internal TLauncher On<TLauncher>(GpuDevice device, MathMode mode)
        where TLauncher : Delegate => ((LibraryKernel<TLauncher>)_kernels[mode]).On(device);

    /// <summary>Grid and group.</summary>
    /// <param name="groups">How many groups.</param>
    internal KernelConfig Config(long groups) => new(checked((int)groups), Threads);

    /// <summary>Tells kernels of their products.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="products">The products.</param>
    internal static TiledKernel[] Of(TiledKernel[] kernels, params ProductForm[] products)
    {
        foreach (TiledKernel kernel in kernels)
        {
            kernel.Products = products;
        }

        return kernels;
    }

    private ILibraryKernel Launched(Delegate kernel, int atOnce) => kernel switch
    {
        Action<ProductArguments> => new LibraryKernel<Action<AcceleratorStream, KernelConfig, ProductArguments>>(kernel, Threads, atOnce, this),
        Action<GradientArguments> => new LibraryKernel<Action<AcceleratorStream, KernelConfig, GradientArguments>>(kernel, Threads, atOnce, this),
        Action<ProductArguments, GradientArguments> =>
            new LibraryKernel<Action<AcceleratorStream, KernelConfig, ProductArguments, GradientArguments>>(kernel, Threads, atOnce, this),
        Action<ProductArguments, GradientArguments, GradientArguments> =>
            new LibraryKernel<Action<AcceleratorStream, KernelConfig, ProductArguments, GradientArguments, GradientArguments>>(kernel, Threads, atOnce, this),
        _ => throw new ArgumentException($"{kernel.Method.Name} has the arguments of no products.", nameof(kernel)),
    };
}
