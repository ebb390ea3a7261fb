using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>The largest absolute value of a vector on a GPU, infinity and NaN included: without their sign, floats are in the order of their bits.</summary>
internal sealed class InfinityNorm : IDisposable
{
    private const int GroupSize = GpuDevice.GroupSize;
    private const int MaxGroups = 256;
    private const uint WithoutSign = 0x7FFFFFFF;

    private static readonly LibraryKernel<Launcher> Kernel = new(Largest);

    private readonly GpuDevice _device;
    private readonly int _groups;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _ofThreads;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _ofGroup;
    private readonly float[] _host = new float[GroupSize];

    internal InfinityNorm(GpuDevice device)
    {
        _device = device;
        _groups = Math.Min(MaxGroups, device.MaxElementwiseGroups);
        _ofThreads = device.Allocate(_groups * GroupSize);
        _ofGroup = device.Allocate(GroupSize);
    }

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float> values, ArrayView<float> largest, int length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _ofThreads.Dispose();
        _ofGroup.Dispose();
    }

    /// <summary>The largest absolute value of the first <paramref name="length"/> elements; waits for the device, whose gate is held.</summary>
    internal float Run(ArrayView<float> values, int length)
    {
        _device.Accelerator.Bind();

        // The same kernel twice: each thread of all groups, then each thread of one.
        KernelConfig all = _device.Elementwise(Math.Min(length, _groups * GroupSize));
        Launcher launch = Kernel.On(_device);
        launch(_device.Stream, all, values, _ofThreads.View, length);
        launch(_device.Stream, new KernelConfig(1, GroupSize), _ofThreads.View, _ofGroup.View, all.GridDim.X * GroupSize);
        _device.Download(_ofGroup.View, _host);
        int largest = 0;
        foreach (float value in _host)
        {
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(value));
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>The largest absolute value of each thread's share.</summary>
    internal static void Largest(ArrayView<float> values, ArrayView<float> largest, int length)
    {
        int threads = Grid.DimX * Group.DimX;
        int thread = (Grid.IdxX * Group.DimX) + Group.IdxX;
        uint found = 0;
        for (int i = thread; i < length; i += threads)
        {
            uint bits = Interop.FloatAsInt(values[i]) & WithoutSign;
            found = bits > found ? bits : found;
        }

        largest[thread] = Interop.IntAsFloat(found);
    }
}
