using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Gpu.Graphs;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Buffers on a device and the frame that launchers of the library take, without a model.</summary>
internal sealed class GpuKernelRun : IDisposable
{
    private readonly GpuDevice _device;
    private readonly RecordedPasses _passes;
    private readonly PartialSums _partials;
    private readonly GpuTables _tables;
    private readonly NoiseKeys _noise;
    private readonly List<MemoryBuffer1D<float, Stride1D.Dense>> _buffers = [];
    private int _gradients;

    /// <param name="device">Name of the test device.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="room">Floats of the room for partial sums.</param>
    public GpuKernelRun(string device, int samples = 1, int room = PartialFloats)
    {
        _device = (GpuDevice)TestDevices.Get(device);
        _passes = new RecordedPasses(_device);
        _partials = new PartialSums(_device, room, _passes);
        _tables = new GpuTables(_device);
        _noise = new NoiseKeys(_device);
        Frame = new GpuFrame(_device, _partials, _tables, _noise)
        {
            Count = samples,
            Capacity = samples,
            Gradients = Upload(new float[GradientFloats]),
            Workspace = Unwritten(WorkspaceFloats),
        };
    }

    /// <summary>Numbers of the largest shape on the simulator, which takes a millisecond a group of threads. Sums of more than a block are for the others.</summary>
    private const int MostOnSimulator = 600;

    /// <summary>Room for all gradients, for their partial sums, and for what kernels hand on.</summary>
    private const int GradientFloats = 1 << 16, PartialFloats = 1 << 20, WorkspaceFloats = 1 << 19;

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

    public ArrayView<int> UploadLabels(IReadOnlyList<int> labels) => Frame.TableAt([.. labels], 0);

    /// <summary>The gradient of a tensor, with what is there before: a part of one arena, as in models.</summary>
    public ArrayView<float> Gradient(IReadOnlyList<float> values)
    {
        var view = Frame.Gradients.SubView(_gradients);
        _device.Upload(values.ToArray(), view);
        _gradients += values.Count;
        return view;
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
            Frame.AddAllPartials();
        }
    }

    public void Expect(IReadOnlyList<double> expected, ArrayView<float> actual, string what) => Approximately.Equal(expected, Download(actual.SubView(0, expected.Count)), what);

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
            _passes.Dispose();
            _partials.Dispose();
            _tables.Dispose();
            _noise.Dispose();
        }
    }
}
