using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using SparseGen.Gpu.Planning;

namespace SparseGen.Gpu;

/// <summary>Finds the devices that run ILGPU kernels.</summary>
/// <remarks>
/// Each kind has a context of its own, made when first asked for, so that the simulator never touches a driver and a broken
/// OpenCL installation does not stand in the way of CUDA. Devices live as long as the program.
/// </remarks>
internal static class GpuDevices
{
    // ILGPU's ready-made simulator allows 16 threads a group; all kernels here use groups of 64, and running the very same kernels
    // is the point. It has an operating system's thread for each, which all meet before and after each launch: 1 ms with 64, 9 with 256.
    // It runs the methods themselves. Of ILGPU's form of them it wants to know how much memory they share, so that only what is small need be put into its callers, and
    // nothing be optimised: that took longer than what most kernels do there.
    private static readonly Lazy<GpuDevice> SimulatorDevice = new(() =>
        new GpuDevice("GPU simulator", new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: GpuDevice.GroupSize / 32, numMultiprocessors: 1)
            .CreateAccelerator(NewContext(static builder => builder.Optimize(OptimizationLevel.O0).Inlining(InliningMode.Conservative)))));

    private static readonly Lazy<Context> OpenCLContext = new(() =>
    {
        OpenCLDriver.ResolveLibrary();
        return NewContext(static builder => builder.OpenCL(OpenCLDriver.Accepts));
    });

    private static readonly Lazy<Context> CudaContext = new(() => NewContext(static builder => builder.Cuda(CudaDriver.Accepts)));

    private static readonly ConcurrentDictionary<int, Lazy<GpuDevice>> OpenCLDevices = new();

    private static readonly ConcurrentDictionary<int, Lazy<GpuDevice>> CudaDevices = new();

    /// <summary>The same devices in other modes.</summary>
    private static readonly ConcurrentDictionary<(int Index, MathMode Mode), Lazy<GpuDevice>> CudaModes = new();

    /// <summary>ILGPU's simulator.</summary>
    internal static Device Simulator => SimulatorDevice.Value;

    /// <summary>A card that need not be there, for a plan of what would be launched on it.</summary>
    /// <param name="card">The card.</param>
    internal static GpuDevice Planned(GpuCard card) =>
        new(card, new CPUDevice(numThreadsPerWarp: 2, numWarpsPerMultiprocessor: 1, numMultiprocessors: 1).CreateAccelerator(NewContext(static builder => builder)));

    /// <summary>How many OpenCL devices can be used.</summary>
    internal static int OpenCLCount => OpenCLContext.Value.GetCLDevices().Count;

    /// <summary>How many CUDA devices can be used.</summary>
    internal static int CudaCount => CudaContext.Value.GetCudaDevices().Count;

    /// <summary>The OpenCL device of this index.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device.</exception>
    internal static Device OpenCL(int index)
    {
        if (index < 0 || index >= OpenCLCount)
        {
            string none = OpenCLCount == 0 && OpenCLDriver.Rejected.Count == 0 ? $" {OpenCLDriver.WhyNone()}" : string.Empty;
            throw new DeviceUnavailableException(Missing("OpenCL", index, OpenCLCount) + none + OpenCLDriver.Advice());
        }

        return OpenCLDevices.GetOrAdd(index, static i => new Lazy<GpuDevice>(() => Open("OpenCL", i, OpenCLContext.Value.GetCLDevice(i), OpenCLContext.Value))).Value;
    }

    /// <summary>The CUDA device of this index in a mode.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it has no tensor cores for the mode.</exception>
    internal static Device Cuda(int index, MathMode mode)
    {
        RequireCuda(index);
        if (CudaDriver.WhyNot(mode, CudaContext.Value.GetCudaDevice(index).Architecture) is string reason)
        {
            throw new DeviceUnavailableException($"CUDA device {index} ({CudaContext.Value.GetCudaDevice(index).Name}) cannot be used in {nameof(MathMode)}.{mode}: {reason}");
        }

        return mode == MathMode.Fp32 ? OpenCuda(index) : CudaModes.GetOrAdd((index, mode), static key => new(() => new GpuDevice(OpenCuda(key.Index), key.Mode))).Value;
    }

    private static GpuDevice OpenCuda(int index) =>
        CudaDevices.GetOrAdd(index, static i => new Lazy<GpuDevice>(() => Open("CUDA", i, CudaContext.Value.GetCudaDevice(i), CudaContext.Value))).Value;

    private static void RequireCuda(int index)
    {
        if (index < 0 || index >= CudaCount)
        {
            throw new DeviceUnavailableException(
                Missing("CUDA", index, CudaCount) + (CudaCount == 0 ? $" {CudaDriver.WhyNone()}" : string.Empty) + CudaDriver.Advice());
        }
    }

    /// <summary>What there is of OpenCL.</summary>
    internal static DeviceInfo[] ListOpenCL() => List(
        DeviceKind.OpenCL, OpenCLCount, static i => OpenCLContext.Value.GetCLDevice(i), OpenCLDriver.Rejected, OpenCLDriver.WhyNone);

    /// <summary>What there is of CUDA.</summary>
    internal static DeviceInfo[] ListCuda() => List(
        DeviceKind.Cuda, CudaCount, static i => CudaContext.Value.GetCudaDevice(i), CudaDriver.Rejected, CudaDriver.WhyNone);

    private static DeviceInfo[] List(
        DeviceKind kind, int count, Func<int, ILGPU.Runtime.Device> usable, IReadOnlyList<RejectedDevice> rejected, Func<string> whyNone)
    {
        DeviceInfo[] rows =
        [
            .. Enumerable.Range(0, count).Select(i => new DeviceInfo(kind, i, NameOf(usable(i)), usable(i).MemorySize, null, CapabilityOf(usable(i)))),
            .. rejected.Select(device => new DeviceInfo(kind, null, device.Name, device.Memory, device.Problem)),
        ];
        return rows.Length > 0 ? rows : [DeviceInfo.None(kind, whyNone())];
    }

    private static string? CapabilityOf(ILGPU.Runtime.Device device) => device switch
    {
        CudaDevice { Architecture: { } architecture } => $"compute capability {architecture.Major}.{architecture.Minor}",
        CLDevice opencl => $"OpenCL C {opencl.CLStdVersion.Major}.{opencl.CLStdVersion.Minor}",
        _ => null,
    };

    /// <summary>With the platform where there is one: two drivers often give the same device.</summary>
    private static string NameOf(ILGPU.Runtime.Device device) => device is CLDevice opencl ? $"{opencl.Name} ({opencl.PlatformName})" : device.Name;

    /// <exception cref="DeviceUnavailableException">ILGPU does not work in this program.</exception>
    private static Context NewContext(Func<Context.Builder, Context.Builder> configure)
    {
        try
        {
            return Context.Create(builder => configure(builder.EnableAlgorithms().Optimize(OptimizationLevel.O2)));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It finds its own parts by reflection. Of a trimmed program some are gone, and how that shows depends on which: NotSupportedException, for instance.
            throw new DeviceUnavailableException(
                "ILGPU, which compiles the GPU kernels, does not work in this program. Trimming (PublishTrimmed) takes out what it needs: publish without trimming, "
                + "or use Device.Cpu. "
                + $"ILGPU says: {exception.GetType().Name}: {exception.Message}",
                exception);
        }
    }

    private static GpuDevice Open(string kind, int index, ILGPU.Runtime.Device device, Context context)
    {
        try
        {
            long largestBuffer = device is CLDevice opencl ? opencl.GetDeviceInfo<long>(CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE) : device.MemorySize;
            return new GpuDevice($"{kind} {index}: {NameOf(device)}", device.CreateAccelerator(context)) { LargestBuffer = largestBuffer };
        }
        catch (Exception exception) when (exception is AcceleratorException or CapabilityNotSupportedException or NotSupportedException)
        {
            throw new DeviceUnavailableException($"{kind} device {index} ({device.Name}) cannot be used: {exception.Message}", exception);
        }
    }

    private static string Missing(string kind, int index, int count) => count switch
    {
        0 => $"There is no {kind} device {index}: no usable {kind} device was found.",
        1 => $"There is no {kind} device {index}: there is one, with index 0.",
        _ => $"There is no {kind} device {index}: there are {count}, with indices 0 to {count - 1}.",
    };
}
