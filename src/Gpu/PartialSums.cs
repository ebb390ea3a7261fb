using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>
/// Room for partial sums over the batch, and the kernel that adds them up. Atomic additions would need no room, but their order, and
/// with it the last bits, would differ from run to run.
/// </summary>
internal sealed class PartialSums : IDisposable
{
    private const int SplitsOfGpu = 32;

    /// <summary>Groups are dear on the simulator; two partial sums are enough to test adding them.</summary>
    private const int SplitsOfSimulator = 2;

    private static readonly LibraryKernel<Launcher> Kernel = new(Add);

    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _buffer;

    /// <summary>Room for partial sums of up to <paramref name="length"/> floats.</summary>
    internal PartialSums(GpuDevice device, int length)
    {
        _device = device;
        MaxSplits = CountSplits(device);
        _buffer = device.Allocate(CountFloats(device, length));
    }

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float> partials, ArrayView<float> gradient, int length, int splits, int pitch);

    /// <summary>Floats of the room for partial sums of up to <paramref name="length"/> floats.</summary>
    internal static long CountFloats(GpuDevice device, int length) => (long)CountSplits(device) * length;

    private static int CountSplits(GpuDevice device) => device.IsSimulator ? SplitsOfSimulator : SplitsOfGpu;

    /// <summary>How many partial sums there is room for.</summary>
    internal int MaxSplits { get; }

    /// <summary>[split][pitch].</summary>
    internal ArrayView<float> View => _buffer.View;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _buffer.Dispose();

    /// <summary>gradient += the sum of the partial sums.</summary>
    internal void AddTo(ArrayView<float> gradient, int length, int splits, int offset, int pitch) =>
        Kernel.On(_device)(_device.Stream, _device.Elementwise(length), View.SubView(offset), gradient, length, splits, pitch);

    /// <summary>The kernel.</summary>
    internal static void Add(ArrayView<float> partials, ArrayView<float> gradient, int length, int splits, int pitch)
    {
        int stride = Grid.DimX * Group.DimX;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < length; i += stride)
        {
            float sum = 0f;
            for (int split = 0; split < splits; split++)
            {
                sum += partials[(split * pitch) + i];
            }

            gradient[i] += sum;
        }
    }
}
