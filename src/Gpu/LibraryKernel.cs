using System.Runtime.CompilerServices;

namespace SparseGen.Gpu;

/// <summary>
/// A kernel of the library. Each device compiles it when it is first launched there, once for all models: drivers take up to a second for it. What is compiled lies with the device
/// (<see cref="GpuDevice.Loaded"/>), whose gate launches are made behind, so that a step takes no lock for it and allocates nothing.
/// </summary>
/// <typeparam name="TLauncher">What launches it: a delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
/// <param name="kernel">The kernel, a static method.</param>
internal sealed class LibraryKernel<TLauncher>(Delegate kernel)
    where TLauncher : Delegate
{
    private readonly int _index = KernelNumbers.Next();

    /// <summary>What launches the kernel on a device.</summary>
    /// <param name="device">The device; its gate is held.</param>
    internal TLauncher On(GpuDevice device)
    {
        // The number is this kernel's own, so that nothing else is ever stored there.
        ref Delegate? loaded = ref device.Loaded(_index);
        return Unsafe.As<TLauncher>(loaded ??= KernelCompiler.Load<TLauncher>(device.Accelerator, kernel.Method));
    }
}

/// <summary>Numbers of the library's kernels.</summary>
internal static class KernelNumbers
{
    private static int _last = -1;

    /// <summary>The next one; kernels get theirs when their class is first used, by any thread.</summary>
    internal static int Next() => Interlocked.Increment(ref _last);
}
