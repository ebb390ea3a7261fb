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
    private readonly ProductExtents _extents;
    private readonly GradientExtents _gradient;

    private GpuProduct(TiledKernel[] kernels, ProductExtents extents, GradientExtents gradient, OperandMap left, OperandMap right)
    {
        _kernels = kernels;
        (Left, Right) = (left, right);
        foreach (TiledKernel kernel in kernels)
        {
            kernel.Product = this;
        }

        _extents = extents;
        _gradient = gradient;
    }

    /// <summary>The kernels, each with its tile.</summary>
    internal IReadOnlyList<TiledKernel> Kernels => _kernels;

    /// <summary>Where the left operand lies.</summary>
    internal OperandMap Left { get; }

    /// <summary>Where the right operand lies.</summary>
    internal OperandMap Right { get; }

    /// <summary>Extents of a sample.</summary>
    internal ProductExtents Extents => _extents;

    /// <summary>What is stored of a gradient; nothing of another product.</summary>
    internal GradientExtents Gradient => _gradient;

    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => Choose(frame, out MathMode mode).In(mode);

    /// <summary>A product.</summary>
    /// <param name="kernels">Its kernels; the first is for any device.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuProduct Of<TShape>(params TiledKernel[] kernels)
        where TShape : struct, IProductShape => new(kernels, TShape.Extents, default, TShape.Left, TShape.Right);

    /// <summary>A product that is added to the gradient of a weight.</summary>
    /// <param name="kernels">Its kernels; the first is for any device.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuProduct OfGradient<TShape>(params TiledKernel[] kernels)
        where TShape : struct, IGradientShape => new(kernels, TShape.Extents, TShape.Gradient, TShape.Left, TShape.Right);

    /// <summary>Launches the kernel on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="arguments">The operands; the result of a gradient is what is added to, and so is its bias where it has one.</param>
    public void Launch(GpuFrame frame, ProductArguments arguments)
    {
        if (_extents.Batch == BatchAxis.Depth)
        {
            LaunchGradient(frame, arguments);
            return;
        }

        int samples = frame.Count;
        TiledKernel tile = Choose(frame, out MathMode mode);
        (int rows, int columns) = ((int)TiledKernel.Count(_extents.Rows, tile.Rows), (int)TiledKernel.Count(_extents.Columns, tile.Columns));

        // Only x has room for any number of groups, so the batch goes there.
        (arguments.Batch, int x, int y) = _extents.Batch switch
        {
            BatchAxis.Rows => (samples * _extents.Rows, (int)TiledKernel.Count((long)samples * _extents.Rows, tile.Rows), columns),
            BatchAxis.Columns => (samples * _extents.Columns, (int)TiledKernel.Count((long)samples * _extents.Columns, tile.Columns), rows),
            _ => (samples, samples * rows, columns),
        };
        tile.In(mode).On(frame.Device)(frame.Device.Stream, Config(tile, x, y, _extents.Groups), arguments);
    }

    private void LaunchGradient(GpuFrame frame, ProductArguments arguments)
    {
        arguments.Batch = frame.Count * _extents.Depth;
        int bias = _gradient.BiasRows + _gradient.BiasColumns, length = _gradient.Length + bias;
        TiledKernel tile = Choose(frame, out MathMode mode);
        int splits = Split(frame, tile, out arguments.Chunk);
        (ArrayView<float> gradient, ArrayView<float> biasGradient) = (arguments.Output, arguments.Bias);
        arguments.Output = frame.ReservePartials(splits * length);
        arguments.Bias = arguments.Output.SubView(bias > 0 ? splits * _gradient.Length : 0);
        (int x, int y) = ((int)TiledKernel.Count(_gradient.Rows, tile.Rows), (int)TiledKernel.Count(_gradient.Columns, tile.Columns));
        tile.In(mode).On(frame.Device)(frame.Device.Stream, Config(tile, x, y, splits * _extents.Groups), arguments);
        frame.AddPartials(arguments.Output, gradient, _gradient.Length, splits, _gradient.Length);
        if (bias > 0)
        {
            frame.AddPartials(arguments.Bias, biasGradient, bias, splits, bias);
        }
    }

    /// <summary>The kernel whose tiles are best for the device and the batch, of those that have the device's mode. Products for which none has are single precision.</summary>
    private TiledKernel Choose(GpuFrame frame, out MathMode mode)
    {
        GpuDevice device = frame.Device;
        mode = ModeOn(device);
        TiledKernel? best = null;
        double least = double.PositiveInfinity;
        foreach (TiledKernel kernel in _kernels)
        {
            if (!kernel.Has(mode) || kernel.Threads > device.MostGroupThreads)
            {
                continue;
            }

            // Processors take the first one: to them no size is better than another.
            if (_kernels.Length == 1 || device.IsProcessor)
            {
                return kernel;
            }

            long splits = _extents.Batch == BatchAxis.Depth ? Split(frame, kernel, out _) : 1;
            double cost = TileChoice.Cost(device.Multiprocessors, kernel.Rows, kernel.Columns, kernel.Threads, splits * CountGroups(kernel, frame.Count));
            if (cost < least)
            {
                (best, least) = (kernel, cost);
            }
        }

        return best ?? _kernels[0];
    }

    /// <summary>The mode of a device, if there is a kernel for it.</summary>
    private MathMode ModeOn(GpuDevice device)
    {
        if (device.MathMode != MathMode.Fp32)
        {
            foreach (TiledKernel kernel in _kernels)
            {
                if (kernel.Has(device.MathMode) && kernel.Threads <= device.MostGroupThreads)
                {
                    return device.MathMode;
                }
            }
        }

        return MathMode.Fp32;
    }

    private int Split(GpuFrame frame, TiledKernel kernel, out int chunk) =>
        frame.Split(frame.Count * _extents.Depth, CountUnits(kernel), _gradient.Length + _gradient.BiasRows + _gradient.BiasColumns, out chunk);

    /// <summary>Groups that all tiles of some samples take; of a gradient those of one partial sum.</summary>
    internal long CountGroups(TiledKernel kernel, long samples) => _extents.Groups * _extents.Batch switch
    {
        BatchAxis.Depth => kernel.Tiles(_gradient.Rows, _gradient.Columns),
        BatchAxis.Rows => kernel.Tiles(samples * _extents.Rows, _extents.Columns),
        BatchAxis.Columns => kernel.Tiles(_extents.Rows, samples * _extents.Columns),
        _ => samples * kernel.Tiles(_extents.Rows, _extents.Columns),
    };

    /// <summary>Groups of 64 threads, or what comes to as many threads, that compute one partial sum.</summary>
    private int CountUnits(TiledKernel kernel) => (int)(kernel.Tiles(_gradient.Rows, _gradient.Columns) * _extents.Groups * kernel.Threads / GpuDevice.GroupSize);

    private static KernelConfig Config(TiledKernel tile, int x, int y, int z) => new(new Index3D(x, y, z), new Index3D(tile.Threads, 1, 1));
}
