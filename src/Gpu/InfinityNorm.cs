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
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _ofGroups;
    private readonly float[] _host;

    internal InfinityNorm(GpuDevice device)
    {
        _device = device;
        _groups = Math.Min(MaxGroups, device.MaxElementwiseGroups);
        _ofGroups = device.Allocate(_groups);
        _host = new float[_groups];
    }

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float> values, ArrayView<float> largest, int length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _ofGroups.Dispose();

    /// <summary>The largest absolute value of the first <paramref name="length"/> elements; waits for the device, whose gate is held.</summary>
    internal float Run(ArrayView<float> values, int length)
    {
        _device.Accelerator.Bind();

        // The host looks at what each group has found: a second launch would have the device wait for the first one as well.
        KernelConfig all = _device.Elementwise(Math.Min(length, _groups * GroupSize));
        Kernel.On(_device)(_device.Stream, all, values, _ofGroups.View, length);
        Span<float> found = _host.AsSpan(0, all.GridDim.X);
        _device.Download(_ofGroups.View, found);
        int largest = 0;
        foreach (float value in found)
        {
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(value));
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>The largest absolute value of each group's share.</summary>
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

        ArrayView<uint> shared = SharedMemory.Allocate<uint>(GroupSize);
        shared[Group.IdxX] = found;
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            for (int other = 1; other < GroupSize; other++)
            {
                found = shared[other] > found ? shared[other] : found;
            }

            largest[Grid.IdxX] = Interop.IntAsFloat(found);
        }
    }
}
