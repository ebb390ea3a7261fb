namespace SparseGen.Tests.Threads;

/// <summary>The list of what a machine has.</summary>
[Trait("Category", "Gpu")]
public sealed class DeviceListTests
{
    [Fact]
    public void EveryKindHasARowAndWhatCannotBeUsedSaysWhy()
    {
        IReadOnlyList<DeviceInfo> devices = Device.All;
        Assert.Equal(Enum.GetValues<DeviceKind>(), devices.Select(device => device.Kind).Distinct());
        foreach (DeviceInfo device in devices)
        {
            Assert.NotEmpty(device.Name);
            Assert.Equal(device.Problem is null, device.IsUsable);
            if (device.Problem is not null)
            {
                Assert.True(device.Problem.Length > 20, device.ToString());
                Assert.Contains(device.Problem, Assert.Throws<DeviceUnavailableException>(device.Open).Message, StringComparison.Ordinal);
                Assert.Null(device.Index);
                continue;
            }

            Assert.True(device.Memory > 1 << 20, device.ToString());
            Assert.Matches(device.Kind switch
            {
                DeviceKind.Cpu => "vectors$",
                DeviceKind.OpenCL => @"^OpenCL C \d\.\d$",
                DeviceKind.Cuda => @"^compute capability \d+\.\d$",
                _ => "^$",
            }, device.Capability ?? string.Empty);
            Assert.Equal(device.Kind is DeviceKind.OpenCL or DeviceKind.Cuda, device.Index is not null);
        }
    }

    [Fact]
    public void WhatIsListedAsUsableOpensAndIsTheSameDevice()
    {
        foreach (DeviceInfo device in Device.All.Where(device => device.IsUsable))
        {
            Assert.Same(device.Open(), device.Open());
            Device direct = device.Kind switch
            {
                DeviceKind.Cpu => Device.Cpu,
                DeviceKind.Simulator => Device.Simulator,
                DeviceKind.OpenCL => Device.OpenCL(device.Index!.Value),
                _ => Device.Cuda(device.Index!.Value),
            };
            Assert.Same(direct, device.Open());
            Assert.Contains(device.Name, direct.Name, StringComparison.Ordinal);
        }
    }

    /// <summary>Counted indices are those that open: one more is not there.</summary>
    [Fact]
    public void OneIndexMoreThanListedIsMissingAndTheMessageNamesWhatWasTurnedDown()
    {
        IReadOnlyList<DeviceInfo> devices = Device.All;
        int opencl = devices.Count(device => device.Kind == DeviceKind.OpenCL && device.IsUsable);
        string message = Assert.Throws<DeviceUnavailableException>(() => Device.OpenCL(opencl)).Message;
        foreach (DeviceInfo turnedDown in devices.Where(device => device.Kind == DeviceKind.OpenCL && device.Problem is not null))
        {
            Assert.Contains(turnedDown.Problem!, message, StringComparison.Ordinal);
        }

        int cuda = devices.Count(device => device.Kind == DeviceKind.Cuda && device.IsUsable);
        message = Assert.Throws<DeviceUnavailableException>(() => Device.Cuda(cuda)).Message;
        foreach (DeviceInfo turnedDown in devices.Where(device => device.Kind == DeviceKind.Cuda && device.Problem is not null))
        {
            Assert.Contains(turnedDown.Problem!, message, StringComparison.Ordinal);
        }
    }
}
