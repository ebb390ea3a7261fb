using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// A generated kernel for a product with a sparse weight, and how it is launched. A thread computes a number of the result: it walks the list of the weights that are kept of it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuSparseProduct : IGpuLauncher
{
    private readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, SparseArguments>> _kernel;
    private readonly int _size;
    private readonly bool _hasPlaces;

    private GpuSparseProduct(Action<SparseArguments> kernel, int size, bool hasPlaces)
    {
        _kernel = new(kernel);
        _size = size;
        _hasPlaces = hasPlaces;
    }

    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => _kernel;

    /// <summary>A product.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    /// <typeparam name="TPlaces">Whether the lists are in another order than the weights are stored.</typeparam>
    public static GpuSparseProduct Of<TShape, TPlaces>(Action<SparseArguments> kernel)
        where TShape : struct, ISparseShape
        where TPlaces : struct, IOption => new(kernel, TShape.Target.Size, TPlaces.IsPresent);

    /// <summary>Launches the kernel on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="lists">The kept weights of each number of the result.</param>
    /// <param name="operands">The operands; the input is the left one, the kept weights are the right one.</param>
    public void Launch(GpuFrame frame, SparseLists lists, ProductArguments operands)
    {
        int count = frame.Count * _size;
        operands.Batch = count;
        SparseArguments arguments = new()
        {
            Product = operands,
            Starts = frame.OffsetsOf(lists),
            Indices = frame.IndicesOf(lists),

            // A view that exists, where there is none to have.
            Places = _hasPlaces ? frame.ValueIndicesOf(lists) : frame.OffsetsOf(lists),
        };
        _kernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), arguments);
    }

    /// <summary>The body of the kernels.</summary>
    /// <typeparam name="TShape">How operands lie.</typeparam>
    /// <typeparam name="TPlaces">Whether the lists are in another order than the weights are stored.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <typeparam name="TResidual">Whether something is added to the result.</typeparam>
    /// <typeparam name="TEpilogue">What is stored.</typeparam>
    public static void Run<TShape, TPlaces, TBias, TResidual, TEpilogue>(SparseArguments arguments)
        where TShape : struct, ISparseShape
        where TPlaces : struct, IOption
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TEpilogue : struct, IGpuEpilogue
    {
        for (int at = ElementLoop.First; at < arguments.Product.Batch; at += ElementLoop.Step)
        {
            int sample = Divider.Divide(new Divider(TShape.Target.Size), at), inSample = at - (sample * TShape.Target.Size), row, feature;
            if (TShape.Target.RowStride == 1)
            {
                feature = Divider.Divide(new Divider(TShape.Target.Rows), inSample);
                row = inSample - (feature * TShape.Target.Rows);
            }
            else
            {
                row = Divider.Divide(new Divider(TShape.Target.Features), inSample);
                feature = inSample - (row * TShape.Target.Features);
            }

            int start = (sample * TShape.Source.Size) + (row * TShape.Source.RowStride);
            float value = TBias.IsPresent ? arguments.Product.Bias[feature] : 0f;
            int end = arguments.Starts[feature + 1];
            for (int i = arguments.Starts[feature]; i < end; i++)
            {
                float weight = TPlaces.IsPresent ? arguments.Product.Right[arguments.Places[i]] : arguments.Product.Right[i];
                value += weight * arguments.Product.Left[start + (arguments.Indices[i] * TShape.Source.FeatureStride)];
            }

            if (TResidual.IsPresent)
            {
                value += arguments.Product.Residual[at];
            }

            TEpilogue.Store(arguments.Product, at, value);
        }
    }
}
