namespace SparseGen;

/// <summary>Where a model lives and runs.</summary>
public abstract class Device
{
    private protected Device()
    {
    }

    /// <summary>What it is called, for people and reports.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// What this machine has: the processor, the simulator, and the devices of OpenCL and CUDA, those that cannot be used with the reason. A kind without any
    /// device has one row that says why. Never throws. Drivers are asked once in the life of a program.
    /// </summary>
    public static IReadOnlyList<DeviceInfo> All => DeviceListing.Create();

    /// <summary>The processor: SIMD, one thread for each core.</summary>
    public static Device Cpu { get; } = CpuDevice.WithThreads(Environment.ProcessorCount);

    /// <summary>The simulator of ILGPU: runs the GPU kernels on the processor, slowly, to check them where there is no GPU.</summary>
    /// <exception cref="DeviceUnavailableException">The program was compiled ahead of time, or is without the package SparseGen.Gpu.</exception>
    public static Device Simulator => GpuBackend.Get("GPU simulator").Simulator;

    /// <summary>The processor with a given number of threads. The same number gives the same device.</summary>
    /// <param name="threads">1 to 1024, or to as many as there are cores where that is more. More than there are cores is allowed, and slow.</param>
    /// <remarks>Threads start with the first work and end when there has been none for some seconds.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is out of that range.</exception>
    public static Device CpuWithThreads(int threads) => CpuDevice.WithThreads(threads);

    /// <summary>A device of OpenCL.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or the program was compiled ahead of time, or is without the package SparseGen.Gpu.</exception>
    public static Device OpenCL(int index = 0) => GpuBackend.Get($"OpenCL device {index}").OpenCL(index);

    /// <summary>A GPU of Nvidia.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or the program was compiled ahead of time, or is without the package SparseGen.Gpu.</exception>
    public static Device Cuda(int index) => GpuBackend.Get($"CUDA device {index}").Cuda(index);

    /// <summary>A GPU of Nvidia that may multiply in other numbers than single precision, on its tensor cores. Nothing does so without being asked.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="mode">In which numbers. The same index and mode give the same device; devices of several modes share the GPU and its kernels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is none of <see cref="MathMode"/>.</exception>
    /// <exception cref="DeviceUnavailableException">
    /// There is no such device, or it has no tensor cores for <paramref name="mode"/>, or the program was compiled ahead of time, or is without the package SparseGen.Gpu.
    /// </exception>
    public static Device Cuda(int index = 0, MathMode mode = MathMode.Fp32) => Enum.IsDefined(mode)
        ? GpuBackend.Get($"CUDA device {index}").Cuda(index, mode)
        : throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");

    /// <summary>What an exception of the device's driver means to who uses a model; null for any other exception.</summary>
    /// <param name="exception">What was thrown while the device was asked for something.</param>
    internal virtual Exception? Explain(Exception exception) => null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
