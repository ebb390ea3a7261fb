using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>A product: its generated kernels, one for each size of tile that may pay, and how they are launched.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuProduct : IGpuLauncher
{
    private readonly TiledKernel[] _kernels;
    private readonly ProductGrid _grid;

    private GpuProduct(TiledKernel[] kernels, ProductForm form) => (_kernels, _grid) = (TiledKernel.Of(kernels, form), new(form.Extents));

    /// <inheritdoc/>
    IReadOnlyList<TiledKernel> IGpuLauncher.Tiled => _kernels;

    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => Choose(frame, out MathMode mode).Kernels[mode];

    /// <summary>A product.</summary>
    /// <param name="kernels">Its kernels; the first is for any device.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuProduct Of<TShape>(params TiledKernel[] kernels)
        where TShape : struct, IProductShape => new(kernels, ProductForm.Of<TShape>());

    /// <summary>Launches the kernel on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="arguments">The operands.</param>
    public void Launch(GpuFrame frame, ProductArguments arguments)
    {
        TiledKernel kernel = Choose(frame, out MathMode mode);
        long groups = _grid.Arrange(ref arguments, kernel.Tile, frame.Count);
        kernel.On<Action<AcceleratorStream, KernelConfig, ProductArguments>>(frame.Device, mode)(frame.Device.Stream, kernel.Config(groups), arguments);
    }

    private TiledKernel Choose(GpuFrame frame, out MathMode mode)
    {
        var choice = new TileChoice(frame.Device, _kernels);
        foreach (TiledKernel kernel in _kernels)
        {
            if (choice.IsOpenTo(kernel))
            {
                choice.Offer(kernel, _grid.Work(kernel.Tile, frame.Count));
            }
        }

        mode = choice.Mode;
        return choice.Best;
    }
}
