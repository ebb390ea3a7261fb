using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// A product and one or two gradients of weights that are ready when it is: generated kernels that have the tiles of all of them. Bits are those of launches one after another,
/// where those would take the same tiles.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuProductsTogether : IGpuLauncher
{
    private readonly TiledKernel[] _kernels;
    private readonly ProductGrid _product;
    private readonly GradientGrid _first;
    private readonly GradientGrid _second;
    private readonly bool _hasSecond;

    private GpuProductsTogether(TiledKernel[] kernels, params ProductForm[] forms)
    {
        _kernels = TiledKernel.Of(kernels, forms);
        _product = new(forms[0].Extents);
        _first = new(forms[1].Extents, forms[1].Gradient);
        _hasSecond = forms.Length > 2;
        _second = _hasSecond ? new(forms[2].Extents, forms[2].Gradient) : default;
    }

    /// <inheritdoc/>
    IReadOnlyList<TiledKernel> IGpuLauncher.Tiled => _kernels;

    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => Choose(frame, out MathMode mode).Kernels[mode];

    /// <summary>A product and a gradient.</summary>
    /// <param name="kernels">Their kernels; the first is for any device.</param>
    /// <typeparam name="TProduct">The product's shape.</typeparam>
    /// <typeparam name="TGradient">The gradient's shape.</typeparam>
    public static GpuProductsTogether Of<TProduct, TGradient>(params TiledKernel[] kernels)
        where TProduct : struct, IProductShape
        where TGradient : struct, IGradientShape => new(kernels, ProductForm.Of<TProduct>(), ProductForm.OfGradient<TGradient>());

    /// <summary>A product and two gradients.</summary>
    /// <param name="kernels">Their kernels; the first is for any device.</param>
    /// <typeparam name="TProduct">The product's shape.</typeparam>
    /// <typeparam name="TFirst">The first gradient's shape.</typeparam>
    /// <typeparam name="TSecond">The second gradient's shape.</typeparam>
    public static GpuProductsTogether Of<TProduct, TFirst, TSecond>(params TiledKernel[] kernels)
        where TProduct : struct, IProductShape
        where TFirst : struct, IGradientShape
        where TSecond : struct, IGradientShape => new(kernels, ProductForm.Of<TProduct>(), ProductForm.OfGradient<TFirst>(), ProductForm.OfGradient<TSecond>());

    /// <summary>Launches the kernel of a product and a gradient on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="product">The product's operands.</param>
    /// <param name="gradient">The gradient's operands, and what is added to.</param>
    public void Launch(GpuFrame frame, ProductArguments product, GradientArguments gradient)
    {
        TiledKernel kernel = Choose(frame, out MathMode mode);
        GradientArguments placed = gradient;
        long groups = _product.Arrange(ref product, kernel.Tiles[0], frame.Count) + _first.Arrange(ref placed, kernel.Tiles[1], frame, _first.Length);
        _first.Place(ref placed, frame.ReservePartials(placed.Splits * _first.Length));
        kernel.On<Action<AcceleratorStream, KernelConfig, ProductArguments, GradientArguments>>(frame.Device, mode)(
            frame.Device.Stream, kernel.Config(groups), product, placed);
        _first.Add(gradient, placed, frame);
    }

    /// <summary>Launches the kernel of a product and two gradients on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="product">The product's operands.</param>
    /// <param name="first">The first gradient's operands, and what is added to.</param>
    /// <param name="second">The second gradient's operands, and what is added to.</param>
    public void Launch(GpuFrame frame, ProductArguments product, GradientArguments first, GradientArguments second)
    {
        TiledKernel kernel = Choose(frame, out MathMode mode);
        (GradientArguments placedFirst, GradientArguments placedSecond) = (first, second);
        long groups = _product.Arrange(ref product, kernel.Tiles[0], frame.Count);
        long ofGradients = _first.Arrange(ref placedFirst, kernel.Tiles[1], frame, _first.Length) + _second.Arrange(ref placedSecond, kernel.Tiles[2], frame, _second.Length);
        if (((long)placedFirst.Splits * _first.Length) + ((long)placedSecond.Splits * _second.Length) > frame.RoomForPartials)
        {
            // So that together they find room.
            int length = _first.Length + _second.Length;
            ofGradients = _first.Arrange(ref placedFirst, kernel.Tiles[1], frame, length) + _second.Arrange(ref placedSecond, kernel.Tiles[2], frame, length);
        }

        int ofFirst = placedFirst.Splits * _first.Length;
        ArrayView<float> room = frame.ReservePartials(ofFirst + (placedSecond.Splits * _second.Length));
        _first.Place(ref placedFirst, room);
        _second.Place(ref placedSecond, room.SubView(ofFirst));
        kernel.On<Action<AcceleratorStream, KernelConfig, ProductArguments, GradientArguments, GradientArguments>>(frame.Device, mode)(
            frame.Device.Stream, kernel.Config(groups + ofGradients), product, placedFirst, placedSecond);
        _first.Add(first, placedFirst, frame);
        _second.Add(second, placedSecond, frame);
    }

    private TiledKernel Choose(GpuFrame frame, out MathMode mode)
    {
        var choice = new TileChoice(frame.Device, _kernels);
        foreach (TiledKernel kernel in _kernels)
        {
            if (choice.IsOpenTo(kernel))
            {
                TileWork product = _product.Work(kernel.Tiles[0], frame.Count), first = _first.Work(kernel.Tiles[1], frame);
                choice.Offer(kernel, product, first, _hasSecond ? _second.Work(kernel.Tiles[2], frame) : default);
            }
        }

        mode = choice.Mode;
        return choice.Best;
    }
}
