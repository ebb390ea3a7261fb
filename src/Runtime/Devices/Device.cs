using System.Runtime.CompilerServices;
using SparseGen.Gpu;

namespace SparseGen;

/// <summary>Where a model lives and runs.</summary>
public abstract class Device
{
    private protected Device()
    {
    }

    /// <summary>What it is called, for people and reports.</summary>
    public abstract string Name { get; }

    /// <summary>The processor: SIMD, one thread for each core.</summary>
    public static Device Cpu { get; } = CpuDevice.WithThreads(Environment.ProcessorCount);

    /// <summary>The simulator of ILGPU: runs the GPU kernels on the processor, slowly, to check them where there is no GPU.</summary>
    /// <exception cref="DeviceUnavailableException">The program was compiled ahead of time.</exception>
    public static Device Simulator
    {
        get
        {
            // Every way into ILGPU stands behind this test, which the ahead-of-time compiler knows to be false; so it drops ILGPU.
            if (RuntimeFeature.IsDynamicCodeSupported)
            {
                return GpuDevices.Simulator;
            }

            throw NoCodeAtRunTime("GPU simulator");
        }
    }

    /// <summary>The processor with a given number of threads. The same number gives the same device.</summary>
    /// <param name="threads">At least 1. More than there are cores is allowed, and slow.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public static Device CpuWithThreads(int threads) => CpuDevice.WithThreads(threads);

    /// <summary>A device of OpenCL.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or the program was compiled ahead of time.</exception>
    public static Device OpenCL(int index = 0)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return GpuDevices.OpenCL(index);
        }

        throw NoCodeAtRunTime($"OpenCL device {index}");
    }

    /// <summary>A GPU of Nvidia.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or the program was compiled ahead of time.</exception>
    public static Device Cuda(int index = 0)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return GpuDevices.Cuda(index);
        }

        throw NoCodeAtRunTime($"CUDA device {index}");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static DeviceUnavailableException NoCodeAtRunTime(string device) => new(
        $"No {device}: GPU kernels are compiled while the program runs, and this program was compiled ahead of time. Use Device.Cpu.");
}
