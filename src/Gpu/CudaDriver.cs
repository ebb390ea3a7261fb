using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Gpu;

/// <summary>Decides which of ILGPU's CUDA devices to accept, and says why there are none.</summary>
internal static class CudaDriver
{
    /// <summary>The driver's library, which no other package brings along.</summary>
    private static readonly string LibraryName = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Compute capability from which on tensor cores take TF32 and BF16 (Nvidia, PTX ISA 7.0, mma: "requires sm_80 or higher").</summary>
    private const int FirstWithTensorCores = 8;

    private static readonly Lock Gate = new();
    private static readonly List<RejectedDevice> RejectedDevices = [];

    /// <summary>The devices that <see cref="Accepts"/> has turned down.</summary>
    internal static IReadOnlyList<RejectedDevice> Rejected
    {
        get
        {
            lock (Gate)
            {
                return [.. RejectedDevices];
            }
        }
    }

    /// <summary>Whether ILGPU has instructions for this device and its driver.</summary>
    internal static bool Accepts(CudaDevice device)
    {
        if (device.InstructionSet is not null)
        {
            return true;
        }

        lock (Gate)
        {
            string architecture = device.Architecture is { } known ? $"compute capability {known.Major}.{known.Minor}" : "an unknown architecture";
            RejectedDevices.Add(new RejectedDevice(
                device.Name,
                device.MemorySize,
                $"ILGPU has no instructions for {architecture} with driver {device.DriverVersion.Major}.{device.DriverVersion.Minor}; a newer driver may help"));
        }

        return false;
    }

    /// <summary>The driver's library, if it is there.</summary>
    /// <param name="library">Its handle.</param>
    internal static bool TryLoad(out nint library) => NativeLibrary.TryLoad(LibraryName, out library);

    /// <summary>Why there are no devices.</summary>
    internal static string WhyNone() => TryLoad(out _)
        ? "Nvidia's driver is here, but gives no device, or one older than compute capability 3.0, which ILGPU does not know."
        : $"There is no driver of Nvidia ({LibraryName}): CUDA needs a GPU of Nvidia and its driver.";

    /// <summary>Why a device cannot multiply in a mode; null where it can.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="architecture">The device's; null where it is not known.</param>
    internal static string? WhyNot(MathMode mode, CudaArchitecture? architecture)
    {
        if (mode == MathMode.Fp32 || architecture is { Major: >= FirstWithTensorCores })
        {
            return null;
        }

        string capability = architecture is { } known ? $"has compute capability {known.Major}.{known.Minor}" : "is of an unknown architecture";
        return $"it {capability}, and tensor cores for that came with {FirstWithTensorCores}.0. "
            + $"{nameof(Device)}.{nameof(Device.Cuda)} without a mode computes in single precision.";
    }

    /// <summary>What was turned down, to follow the sentence that says that a device is missing.</summary>
    internal static string Advice() => string.Concat(Rejected.Select(static device => $" Turned down: {device.Name}, since {device.Problem}."));
}
