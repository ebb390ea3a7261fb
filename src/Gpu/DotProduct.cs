using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>A dot product in an order that never changes, to nearly double precision without needing doubles on the device.</summary>
/// <remarks>
/// Every thread adds its share with a compensation for what rounding lost (Kahan 1965, "Further remarks on reducing truncation errors"), a second kernel adds
/// those sums, and the host adds the last few dozen in double precision. Many OpenCL devices have no doubles.
/// </remarks>
internal sealed class DotProduct : IDisposable
{
    private const int GroupSize = GpuDevice.GroupSize;
    private const int MaxGroups = 256;

    private static readonly LibraryKernel<MultiplyLauncher> MultiplyKernel = new(Multiply);
    private static readonly LibraryKernel<CombineLauncher> CombineKernel = new(Combine);

    private readonly GpuDevice _device;
    private readonly int _groups;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _sums;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _totals;
    private readonly float[] _host = new float[2 * GroupSize];

    internal DotProduct(GpuDevice device)
    {
        _device = device;
        _groups = Math.Min(MaxGroups, device.MaxElementwiseGroups);
        _sums = device.Allocate(2 * _groups * GroupSize);
        _totals = device.Allocate(2 * GroupSize);
    }

    private delegate void MultiplyLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<float> left, ArrayView<float> right, ArrayView<float> sums, int length);

    private delegate void CombineLauncher(AcceleratorStream stream, KernelConfig config, ArrayView<float> sums, ArrayView<float> totals, int count);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _sums.Dispose();
        _totals.Dispose();
    }

    /// <summary>The dot product of the first <paramref name="length"/> elements; waits for the device, whose gate is held.</summary>
    internal double Run(ArrayView<float> left, ArrayView<float> right, int length)
    {
        _device.Accelerator.Bind();
        KernelConfig all = _device.Elementwise(Math.Min(length, _groups * GroupSize));
        MultiplyKernel.On(_device)(_device.Stream, all, left, right, _sums.View, length);
        CombineKernel.On(_device)(_device.Stream, new KernelConfig(1, GroupSize), _sums.View, _totals.View, all.GridDim.X * GroupSize);
        _device.Download(_totals.View, _host);
        double total = 0;
        for (int i = 0; i < GroupSize; i++)
        {
            total += (double)_host[i] - _host[GroupSize + i];
        }

        return total;
    }

    /// <summary>Sums of products, one a thread, followed by the compensations: what the sum is too large by.</summary>
    internal static void Multiply(ArrayView<float> left, ArrayView<float> right, ArrayView<float> sums, int length)
    {
        int threads = Grid.DimX * Group.DimX;
        int thread = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float sum = 0f;
        float excess = 0f;
        for (int i = thread; i < length; i += threads)
        {
            float term = (left[i] * right[i]) - excess;
            float next = sum + term;
            excess = (next - sum) - term;
            sum = next;
        }

        sums[thread] = sum;
        sums[threads + thread] = excess;
    }

    /// <summary>Adds <paramref name="count"/> sums and compensations to one of each a thread.</summary>
    internal static void Combine(ArrayView<float> sums, ArrayView<float> totals, int count)
    {
        int thread = Group.IdxX;
        float sum = 0f;
        float excess = 0f;
        for (int i = thread; i < count; i += Group.DimX)
        {
            float term = sums[i] - (excess + sums[count + i]);
            float next = sum + term;
            excess = (next - sum) - term;
            sum = next;
        }

        totals[thread] = sum;
        totals[Group.DimX + thread] = excess;
    }
}
