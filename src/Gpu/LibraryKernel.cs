using System.Reflection;
using System.Runtime.CompilerServices;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Gpu;

/// <summary>
/// A kernel of the library. Each device compiles it when it is first launched there, once for all models: drivers take up to a second for it. What is compiled lies with the device
/// (<see cref="GpuDevice.Loaded"/>), whose gate launches are made behind, so that a step takes no lock for it and allocates nothing.
/// </summary>
/// <typeparam name="TLauncher">What launches it: a delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
/// <param name="kernel">The kernel, a static method.</param>
/// <param name="threads">Threads of its groups, if it is compiled for this number alone; 0 for any.</param>
/// <param name="atOnce">Threads that a multiprocessor is to have room for, if it is.</param>
/// <param name="tile">Of a product the tile; null for other kernels.</param>
internal sealed class LibraryKernel<TLauncher>(Delegate kernel, int threads = 0, int atOnce = KernelCompiler.ThreadsAtOnce, TiledKernel? tile = null) : ILibraryKernel
    where TLauncher : Delegate
{
    private readonly int _index = KernelNumbers.Next();

    /// <inheritdoc/>
    public MethodInfo Method => kernel.Method;

    /// <inheritdoc/>
    public int Threads => threads;

    /// <inheritdoc/>
    public int ThreadsAtOnce => atOnce;

    /// <inheritdoc/>
    public TiledKernel? Tile => tile;

    /// <inheritdoc/>
    public void Load(GpuDevice device)
    {
        lock (device.Gate)
        {
            if (device.Loaded(_index) is not null)
            {
                return;
            }
        }

        // Not behind the gate: the others are loaded meanwhile, on other cores.
        device.Accelerator.Bind();
        Delegate launcher = KernelCompiler.Load<TLauncher>(device.Accelerator, kernel.Method, threads, atOnce);
        lock (device.Gate)
        {
            device.Loaded(_index) ??= launcher;
        }
    }

    /// <summary>What launches the kernel on a device.</summary>
    /// <param name="device">The device; its gate is held.</param>
    internal TLauncher On(GpuDevice device)
    {
        // The number is this kernel's own, so that nothing else is ever stored there.
        ref Delegate? loaded = ref device.Loaded(_index);
        return Unsafe.As<TLauncher>(loaded ??= device.Plan?.LauncherOf<TLauncher>(this) ?? KernelCompiler.Load<TLauncher>(device.Accelerator, kernel.Method, threads, atOnce));
    }
}

/// <summary>A kernel, whatever launches it.</summary>
internal interface ILibraryKernel
{
    /// <summary>The method.</summary>
    MethodInfo Method { get; }

    /// <summary>Threads of its groups, if it is compiled for this number alone; 0 for any.</summary>
    int Threads { get; }

    /// <summary>Threads that a multiprocessor is to have room for, if it is.</summary>
    int ThreadsAtOnce { get; }

    /// <summary>Of a product the tile; null for other kernels.</summary>
    TiledKernel? Tile { get; }

    /// <summary>Compiles the kernel for a device, if that has not been done, on any thread.</summary>
    /// <param name="device">The device; its gate is not held.</param>
    void Load(GpuDevice device);
}

/// <summary>Numbers of the library's kernels.</summary>
internal static class KernelNumbers
{
    private static int _last = -1;

    /// <summary>The next one; kernels get theirs when their class is first used, by any thread.</summary>
    internal static int Next() => Interlocked.Increment(ref _last);
}
