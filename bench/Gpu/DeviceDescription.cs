using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using SparseGen.Gpu;

namespace SparseGen.Bench.Gpu;

/// <summary>What a device says of itself.</summary>
/// <param name="Name">Kind, index and name.</param>
/// <param name="Driver">The driver's version.</param>
/// <param name="Architecture">Compute capability, or the version of OpenCL C.</param>
/// <param name="Multiprocessors">Multiprocessors, or compute units.</param>
/// <param name="ClockMegahertz">Its clock.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="SharedBytesOfGroup">Shared memory that a group may have.</param>
/// <param name="Ilgpu">Version of ILGPU.</param>
internal sealed record DeviceDescription(
    string Name, string Driver, string Architecture, int Multiprocessors, double ClockMegahertz, long MemoryBytes, long SharedBytesOfGroup, string Ilgpu)
{
    private const string NvidiaVersion = "/proc/driver/nvidia/version";

    /// <summary>Asks it.</summary>
    public static DeviceDescription Of(GpuDevice device)
    {
        Accelerator accelerator = device.Accelerator;
        (string driver, string architecture, double clock) = accelerator switch
        {
            CudaAccelerator cuda => (CudaDriver(cuda), $"compute capability {cuda.Architecture.Major}.{cuda.Architecture.Minor}", cuda.ClockRate / 1000.0),
            CLAccelerator opencl => (
                $"{opencl.PlatformName} {CLAPI.CurrentAPI.GetDeviceInfo(opencl.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION)}", $"OpenCL C {opencl.CVersion}", opencl.ClockRate),
            _ => ("none", "simulated", 0.0),
        };
        return new DeviceDescription(
            device.Name, driver, architecture, accelerator.NumMultiprocessors, clock, accelerator.MemorySize, accelerator.MaxSharedMemoryPerGroup,
            typeof(Context).Assembly.GetName().Version!.ToString(3));
    }

    /// <summary>The version of CUDA that it understands, and that of the driver itself where the system tells.</summary>
    private static string CudaDriver(CudaAccelerator cuda)
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"CUDA {cuda.DriverVersion.Major}.{cuda.DriverVersion.Minor}");
        try
        {
            return $"{version}; {File.ReadLines(NvidiaVersion).First().Trim()}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return version;
        }
    }
}
