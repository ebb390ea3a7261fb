using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>A generated kernel for a product, and how it is launched. Each device compiles it when it is first launched there, once for all instances of the model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuProduct
{
    private readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, ProductArguments>> _kernel;
    private readonly ProductExtents _extents;
    private readonly GradientExtents _gradient;
    private readonly int _tileRows;
    private readonly int _tileColumns;

    private GpuProduct(Action<ProductArguments> kernel, ProductExtents extents, GradientExtents gradient, int tileRows, int tileColumns)
    {
        _kernel = new(kernel);
        _extents = extents;
        _gradient = gradient;
        _tileRows = tileRows;
        _tileColumns = tileColumns;
    }

    /// <summary>A product.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tileRows">Rows of its tile.</param>
    /// <param name="tileColumns">Columns of its tile.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuProduct Of<TShape>(Action<ProductArguments> kernel, int tileRows, int tileColumns)
        where TShape : struct, IProductShape => new(kernel, TShape.Extents, default, tileRows, tileColumns);

    /// <summary>A product that is added to the gradient of a weight.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tileRows">Rows of its tile.</param>
    /// <param name="tileColumns">Columns of its tile.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    public static GpuProduct OfGradient<TShape>(Action<ProductArguments> kernel, int tileRows, int tileColumns)
        where TShape : struct, IGradientShape => new(kernel, TShape.Extents, TShape.Gradient, tileRows, tileColumns);

    /// <summary>Launches the kernel on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="arguments">The operands; the result of a gradient is what is added to, and so is its bias where it has one.</param>
    public void Launch(GpuFrame frame, ProductArguments arguments)
    {
        (int rows, int columns) = (Tiles(_extents.Rows, _tileRows), Tiles(_extents.Columns, _tileColumns));
        AcceleratorStream stream = frame.Device.Stream;
        Action<AcceleratorStream, KernelConfig, ProductArguments> kernel = _kernel.On(frame.Device);

        // Only x has room for any number of groups, so the batch goes there.
        switch (_extents.Batch)
        {
            case BatchAxis.Rows:
                arguments.Batch = frame.Count * _extents.Rows;
                kernel(stream, Config(Tiles(arguments.Batch, _tileRows), columns, _extents.Groups), arguments);
                break;
            case BatchAxis.Columns:
                arguments.Batch = frame.Count * _extents.Columns;
                kernel(stream, Config(Tiles(arguments.Batch, _tileColumns), rows, _extents.Groups), arguments);
                break;
            case BatchAxis.Depth:
                arguments.Batch = frame.Count * _extents.Depth;
                (int x, int y) = (Tiles(_gradient.Rows, _tileRows), Tiles(_gradient.Columns, _tileColumns));
                int bias = _gradient.BiasRows + _gradient.BiasColumns;
                int splits = frame.Split(arguments.Batch, x * y * _extents.Groups, _gradient.Length + bias, out arguments.Chunk);
                (ArrayView<float> gradient, ArrayView<float> biasGradient) = (arguments.Output, arguments.Bias);
                arguments.Output = frame.ReservePartials(splits * (_gradient.Length + bias));
                arguments.Bias = arguments.Output.SubView(bias > 0 ? splits * _gradient.Length : 0);
                kernel(stream, Config(x, y, splits * _extents.Groups), arguments);
                frame.AddPartials(arguments.Output, gradient, _gradient.Length, splits, _gradient.Length);
                if (bias > 0)
                {
                    frame.AddPartials(arguments.Bias, biasGradient, bias, splits, bias);
                }

                break;
            default:
                arguments.Batch = frame.Count;
                kernel(stream, Config(frame.Count * rows, columns, _extents.Groups), arguments);
                break;
        }
    }

    private static int Tiles(int extent, int tile) => (extent + tile - 1) / tile;

    private static KernelConfig Config(int x, int y, int z) => new(new Index3D(x, y, z), new Index3D(GpuDevice.GroupSize, 1, 1));
}
