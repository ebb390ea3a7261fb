using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Generated kernels for a product with a sparse weight, and how they are launched. In one a thread computes a number of the result: it walks the list of the weights that are kept
/// of it. In the other, for all but the smallest batches, eight threads walk a list for 32 rows, which are packed first.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class GpuSparseProduct : IGpuLauncher
{
    private readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, SparseArguments>> _kernel;
    private readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, SparseArguments>> _packedKernel;
    private readonly SparseExtents _source;
    private readonly SparseExtents _target;
    private readonly bool _hasPlaces;

    private GpuSparseProduct(Action<SparseArguments> kernel, Action<SparseArguments> packedKernel, SparseExtents source, SparseExtents target, bool hasPlaces)
    {
        _kernel = new(kernel);
        _packedKernel = new(packedKernel);
        _source = source;
        _target = target;
        _hasPlaces = hasPlaces;
    }

    // Which it is depends on the lists too, which are not known here: for the largest batch this is almost always right, and the other one is compiled when it is launched.
    /// <inheritdoc/>
    ILibraryKernel IGpuLauncher.KernelFor(GpuFrame frame) => _packedKernel;

    /// <summary>A product.</summary>
    /// <param name="kernel">The kernel of a thread a number.</param>
    /// <param name="packedKernel">The kernel for packed rows.</param>
    /// <typeparam name="TShape">Its shape.</typeparam>
    /// <typeparam name="TPlaces">Whether the lists are in another order than the weights are stored.</typeparam>
    public static GpuSparseProduct Of<TShape, TPlaces>(Action<SparseArguments> kernel, Action<SparseArguments> packedKernel)
        where TShape : struct, ISparseShape
        where TPlaces : struct, IOption => new(kernel, packedKernel, TShape.Source, TShape.Target, TPlaces.IsPresent);

    /// <summary>Launches the kernel that suits the batch and the device on the samples of a frame.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="lists">The kept weights of each number of the result.</param>
    /// <param name="operands">The operands; the input is the left one, the kept weights are the right one.</param>
    public void Launch(GpuFrame frame, SparseLists lists, ProductArguments operands)
    {
        // Groups of threads are dear on the simulator.
        long rows = (long)frame.Count * _target.Rows;
        if (!frame.Device.IsSimulator && SparseChoice.PacksProduct(frame.Device.Multiprocessors, rows, _target.Features, lists.Indices.Length))
        {
            LaunchPacked(frame, lists, operands);
        }
        else
        {
            LaunchNumbers(frame, lists, operands);
        }
    }

    /// <summary>A thread a number of the result.</summary>
    internal void LaunchNumbers(GpuFrame frame, SparseLists lists, ProductArguments operands)
    {
        int count = frame.Count * _target.Size;
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

    /// <summary>The body of the kernels of a thread a number.</summary>
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
