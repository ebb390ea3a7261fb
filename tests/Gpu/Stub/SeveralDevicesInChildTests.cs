using System.Globalization;
using System.Text.RegularExpressions;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>A machine with three devices of 256 MiB together and compute capability 8.6. Part of <see cref="DriverCallTests"/>.</summary>
public sealed partial class SeveralDevicesInChildTests
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 4;

    private const int Devices = 3;

    [SkippableFact]
    public void AllAreListed()
    {
        CudaStub.Demand();
        DeviceInfo[] listed = [.. Device.All.Where(static device => device.Kind == DeviceKind.Cuda)];
        Assert.Equal([0, 1, 2], listed.Select(static device => device.Index));
        Assert.All(listed, static device => Assert.Equal(
            (CudaStub.Name, 1L << 28, "compute capability 8.6", null, true), (device.Name, device.Memory, device.Capability, device.Problem, device.IsUsable)));
        Assert.Equal([.. listed.Select(static device => device.Open())], Enumerable.Range(0, Devices).Select(Device.Cuda));
        Assert.Equal(Devices, listed.Select(static device => device.Open()).Distinct().Count());
        Assert.Equal("There is no CUDA device 3: there are 3, with indices 0 to 2.", Assert.Throws<DeviceUnavailableException>(() => Device.Cuda(Devices)).Message);
    }

    /// <summary>Models on all devices, each with a thread of its own, as many again on the first.</summary>
    [SkippableFact]
    public void ModelsOnAllOfThemTrainAtOnce()
    {
        CudaStub.Demand();
        const int Steps = 20, Models = 2 * Devices;
        long Train(int thread)
        {
            using RoundMixer model = new(2, Device.Cuda(thread < Devices ? thread : 0));
            var trainer = new Trainer<RoundMixer>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
            for (int step = 0; step < Steps; step++)
            {
                trainer.Step(new float[2 * RoundMixer.Info.InputSize], [1, 2]);
            }

            return trainer.StepCount;
        }

        long before = CudaStub.Held;
        long[] steps = new long[Models];
        Thread[] threads = [.. Enumerable.Range(0, Models).Select(i => new Thread(() => steps[i] = Train(i)))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.All(steps, static count => Assert.Equal(Steps, count));
        Assert.Equal(before, CudaStub.Held);
    }

    /// <summary>The batch that a message names fits where nothing else is, and what did not fit has left nothing behind.</summary>
    [SkippableFact]
    public void AModelThatDoesNotFitNamesABatchThatDoes()
    {
        CudaStub.Demand();
        Device device = Device.Cuda(2);
        long before = CudaStub.Held;
        Assert.Equal(0, before);
        string message = Assert.Throws<DeviceOutOfMemoryException>(() => new RoundMixer(50_000, device)).Message;
        Assert.StartsWith("RoundMixer with maxBatch 50000 needs ", message, StringComparison.Ordinal);
        Assert.Contains(" on CUDA 2: Stub: ", message, StringComparison.Ordinal);
        Match named = Fitting().Match(message);
        Assert.True(named.Success, message);
        int fits = int.Parse(named.Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(0, CudaStub.Held);
        new RoundMixer(fits, device).Dispose();
        Assert.Equal(0, CudaStub.Held);
        Assert.Throws<DeviceOutOfMemoryException>(() => new RoundMixer(fits + (fits / 20), device));
        Assert.Equal(0, CudaStub.Held);
    }

    [SkippableFact]
    public void AVectorOfOneDeviceIsRefusedOnAnother()
    {
        CudaStub.Demand();
        using RoundMixer first = new(1, Device.Cuda(0)), second = new(1, Device.Cuda(1));
        string message = Assert.Throws<ArgumentException>(() => first.Parameters.CopyFrom(second.Parameters)).Message;
        Assert.Contains("CUDA 1: Stub; expected CUDA 0: Stub", message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"maxBatch up to (\d+) may fit")]
    private static partial Regex Fitting();
}
