using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Buffers on a device and the frame that launchers of the library take, without a model.</summary>
internal sealed class GpuKernelRun : IDisposable
{
    private readonly GpuDevice _device;
    private readonly PartialSums _partials;
    private readonly GpuTables _tables;
    private readonly List<MemoryBuffer1D<float, Stride1D.Dense>> _buffers = [];

    /// <param name="device">Name of the test device.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="longestPartial">Floats of the longest partial sum.</param>
    public GpuKernelRun(string device, int samples = 1, int longestPartial = 1)
    {
        _device = (GpuDevice)TestDevices.Get(device);
        _partials = new PartialSums(_device, longestPartial);
        _tables = new GpuTables(_device);
        Frame = new GpuFrame(_device, _partials, _tables) { Count = samples, Capacity = samples };
    }

    /// <summary>Numbers of the largest shape on the simulator, which takes a millisecond a group of threads. Sums of more than a block are for the others.</summary>
    private const int MostOnSimulator = 600;

    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    /// <summary>Whether a device is tried with a shape.</summary>
    public static bool Takes(string device, params ReadOnlySpan<int> shape)
    {
        var numbers = 1;
        foreach (var size in shape)
        {
            numbers *= size;
        }

        return device != "simulator" || numbers <= MostOnSimulator;
    }

    public GpuFrame Frame { get; }

    public ArrayView<float> Upload(IReadOnlyList<float> values)
    {
        var buffer = _device.Allocate(values.Count);
        _buffers.Add(buffer);
        _device.Upload(values.ToArray(), buffer.View);
        return buffer.View;
    }

    /// <summary>A buffer that a kernel is to fill: a number that is missed stays NaN.</summary>
    public ArrayView<float> Unwritten(int length) => Upload([.. Enumerable.Repeat(float.NaN, length)]);

    /// <summary>Launches, as passes do, behind the gate.</summary>
    public void Launch(Action<GpuFrame> launch)
    {
        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            launch(Frame);
        }
    }

    public void Expect(IReadOnlyList<double> expected, ArrayView<float> actual, string what) => Approximately.Equal(expected, Download(actual), what);

    public float[] Download(ArrayView<float> view)
    {
        var values = new float[view.Length];
        _device.Download(view, values);
        return values;
    }

    public void Dispose()
    {
        lock (_device.Gate)
        {
            _buffers.ForEach(static buffer => buffer.Dispose());
            _partials.Dispose();
            _tables.Dispose();
        }
    }
}
