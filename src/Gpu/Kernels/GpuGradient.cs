using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>A product that is added to the gradient of a weight: its generated kernels, and how they are launched.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuGradient : IGpuLauncher
{
    private readonly TiledKernel[] _kernels;
    private readonly GradientGrid _grid;

    private GpuGradient(TiledKernel[] kernels, ProductForm form) => (_kernels, _grid) = (TiledKernel.Of(kernels, form), new(form.Extents, form.Gradient));

    /// <inheritdoc/>
    IReadOnlyList<TiledKernel> IGpuLauncher.Tiled => _kernels;

    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => Choose(frame, out MathMode mode).Kernels[mode];

    /// <summary>A gradient.</summary>
    /// <param name="kernels">Its kernels; the first is for any device.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuGradient Of<TShape>(params TiledKernel[] kernels)
        where TShape : struct, IGradientShape => new(kernels, ProductForm.OfGradient<TShape>());

    /// <summary>Launches the kernel on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="arguments">The operands, and what is added to.</param>
    public void Launch(GpuFrame frame, GradientArguments arguments)
    {
        TiledKernel kernel = Choose(frame, out MathMode mode);
        GradientArguments placed = arguments;
        long groups = _grid.Arrange(ref placed, kernel.Tile, frame, _grid.Length);
        _grid.Place(ref placed, frame.ReservePartials(placed.Splits * _grid.Length));
        kernel.On<Action<AcceleratorStream, KernelConfig, GradientArguments>>(frame.Device, mode)(frame.Device.Stream, kernel.Config(groups), placed);
        _grid.Add(arguments, placed, frame);
    }

    private TiledKernel Choose(GpuFrame frame, out MathMode mode)
    {
        var choice = new TileChoice(frame.Device, _kernels);
        foreach (TiledKernel kernel in _kernels)
        {
            if (choice.IsOpenTo(kernel))
            {
                choice.Offer(kernel, _grid.Work(kernel.Tile, frame));
            }
        }

        mode = choice.Mode;
        return choice.Best;
    }
}
