namespace SparseGen.Tests.Gpu;

/// <summary>Finding GPUs, and saying so where there are none.</summary>
[Trait("Category", "Gpu")]
public sealed class GpuDeviceTests
{
    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ADeviceIsOpenedOnceAndRunsGroupsOf64(string deviceName)
    {
        var device = Assert.IsType<SparseGen.Gpu.GpuDevice>(TestDevices.Get(deviceName));
        Assert.Same(device, TestDevices.Get(deviceName));
        Assert.True(device.Accelerator.MaxNumThreadsPerGroup >= SparseGen.Gpu.GpuDevice.GroupSize);
        Assert.NotEmpty(device.Name);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void AMissingDeviceIsNamedWithHowManyThereAre(int index)
    {
        var opencl = Assert.Throws<DeviceUnavailableException>(() => Device.OpenCL(index));
        Assert.StartsWith($"There is no OpenCL device {index}: ", opencl.Message, StringComparison.Ordinal);
        var cuda = Assert.Throws<DeviceUnavailableException>(() => Device.Cuda(index));
        Assert.StartsWith($"There is no CUDA device {index}: ", cuda.Message, StringComparison.Ordinal);
        Assert.Matches("there (is one|are [0-9]+)|no usable CUDA device", cuda.Message);
    }
}
