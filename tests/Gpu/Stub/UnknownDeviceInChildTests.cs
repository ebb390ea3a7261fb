namespace SparseGen.Tests.Gpu;

/// <summary>A machine whose driver is older than its device. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class UnknownDeviceInChildTests
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 1;

    [SkippableFact]
    public void TheReasonIsInTheListAndInTheMessage()
    {
        CudaStub.Demand();
        DeviceInfo device = Device.All.Single(static device => device.Kind == DeviceKind.Cuda);
        Assert.Equal((CudaStub.Name, null, false), (device.Name, device.Index, device.IsUsable));
        Assert.Equal("ILGPU has no instructions for compute capability 9.0 with driver 6.0; a newer driver may help", device.Problem);
        string message = Assert.Throws<DeviceUnavailableException>(() => Device.Cuda(0)).Message;
        Assert.StartsWith($"There is no CUDA device 0: no usable CUDA device was found.", message, StringComparison.Ordinal);
        Assert.EndsWith($" Turned down: {CudaStub.Name}, since {device.Problem}.", message, StringComparison.Ordinal);
    }
}
