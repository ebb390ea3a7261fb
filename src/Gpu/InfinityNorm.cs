using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>The largest absolute value of a vector on a GPU, infinity and NaN included: without their sign, floats are in the order of their bits.</summary>
internal sealed class InfinityNorm : IDisposable
{
    private const int GroupSize = GpuDevice.GroupSize;

    /// <summary>Numbers that it leaves at most, one for each group of threads.</summary>
    internal const int MaxGroups = 256;

    private const uint WithoutSign = 0x7FFFFFFF;

    private static readonly LibraryKernel<Launcher> Kernel = new(Largest);

    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _ofGroups;
    private readonly float[] _host;

    internal InfinityNorm(GpuDevice device)
    {
        _device = device;
        _ofGroups = device.Allocate(GroupsOf(device));
        _host = new float[_ofGroups.Length];
    }

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float> values, ArrayView<float> largest, int length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _ofGroups.Dispose();

    /// <summary>The largest absolute value of the first <paramref name="length"/> elements; waits for the device, whose gate is held.</summary>
    internal float Run(ArrayView<float> values, int length)
    {
        Span<float> found = _host.AsSpan(0, Launch(_device, values, length, _ofGroups.View));
        _device.Download(_ofGroups.View, found);
        return LargestOf(found);
    }

    /// <summary>Has each group of threads look for the largest absolute value of its share, and leave it.</summary>
    /// <remarks>The host looks at what they have found: a second launch would have the device wait for the first one as well.</remarks>
    /// <param name="device">The device, whose gate is held.</param>
    /// <param name="values">The vector.</param>
    /// <param name="length">How much of it.</param>
    /// <param name="ofGroups">Where they leave it: room for <see cref="MaxGroups"/>.</param>
    /// <returns>How many there are.</returns>
    internal static int Launch(GpuDevice device, ArrayView<float> values, int length, ArrayView<float> ofGroups)
    {
        device.Accelerator.Bind();
        KernelConfig all = device.Elementwise(Math.Min(length, GroupsOf(device) * GroupSize));
        Kernel.On(device)(device.Stream, all, values, ofGroups, length);
        return all.GridDim.X;
    }

    /// <summary>The largest of what groups have found; NaN is larger than all others.</summary>
    internal static float LargestOf(ReadOnlySpan<float> found)
    {
        int largest = 0;
        foreach (float value in found)
        {
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(value));
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    private static int GroupsOf(GpuDevice device) => Math.Min(MaxGroups, device.MaxElementwiseGroups);

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
