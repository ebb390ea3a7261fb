using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace SparseGen.Gpu;

/// <summary>What exceptions of drivers mean to who uses a model.</summary>
internal static class DeviceFailures
{
    private const string MakingRoom = "A smaller maxBatch, an optimiser that keeps less (Sgd), and models that are disposed of make room; nothing was changed";

    /// <summary>Whether memory that was asked for is not to be had.</summary>
    /// <remarks>OpenCL's drivers have half a dozen codes for it, some of which also mean others; asked for memory, they mean this.</remarks>
    /// <param name="exception">What was thrown where memory was asked for.</param>
    internal static bool IsOfMemory(Exception exception) => exception switch
    {
        CudaException cuda => cuda.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        AcceleratorException or OutOfMemoryException => true,
        _ => false,
    };

    /// <summary>Memory that was asked for is not to be had.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bytes">How much was asked for.</param>
    /// <param name="exception">What its driver said.</param>
    internal static DeviceOutOfMemoryException OutOfMemory(GpuDevice device, long bytes, Exception exception) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Name} has no room for {bytes:N0} bytes more, of {device.Accelerator.MemorySize:N0} in all. {MakingRoom}."),
        exception);

    /// <summary>What an exception means that came out of a step or an inference; null for one that is not the driver's.</summary>
    /// <param name="device">The device.</param>
    /// <param name="exception">The exception.</param>
    internal static Exception? Explain(GpuDevice device, Exception exception) => exception switch
    {
        CudaException { Error: nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY) } or CLException { Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_HOST_MEMORY } =>
            new DeviceOutOfMemoryException($"{device.Name} has no room for what it was asked to do: {Words(exception)}. {MakingRoom}.", exception),
        AcceleratorException => new DeviceFailedException(
            $"{device.Name} failed: {Words(exception)}. The step or call that it was at is not done, and what the device holds may be lost. Start the program again and go on "
            + "from what was saved last (Trainer.LoadState, Checkpoint.Load). If it happens again, the driver's log and the other programs on the device are where to look.",
            exception),
        _ => null,
    };

    /// <summary>A kernel that a driver does not take.</summary>
    /// <param name="device">What the device is called.</param>
    /// <param name="kernel">What the kernel is called.</param>
    /// <param name="exception">What its driver said.</param>
    internal static DeviceUnavailableException Refused(string device, string kernel, Exception exception) => new(
        $"The driver of {device} does not take the kernel {kernel}: {Words(exception)}. A newer driver may help; Device.Cpu runs every model.", exception);

    private static string Words(Exception exception) => exception.Message.Trim().TrimEnd('.');
}
