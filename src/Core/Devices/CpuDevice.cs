using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Intrinsics;
using SparseGen.Execution;

namespace SparseGen;

/// <summary>The processor with a number of threads.</summary>
public sealed class CpuDevice : Device
{
    /// <summary>More threads than this are a slip of the finger: each takes a stack, and every model on the device scratch and gradients for it.</summary>
    internal static readonly int MostThreads = Math.Max(1024, Environment.ProcessorCount);

    // One for each number of threads, as long as the program lives; their threads end when nobody needs them.
    private static readonly ConcurrentDictionary<int, CpuDevice> Devices = new();

    private CpuDevice(int threads)
    {
        Threads = threads;
        Team = new WorkerTeam(threads);
    }

    /// <summary>Threads that share the work, the caller's included.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public override string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"CPU ({Threads} {(Threads == 1 ? "thread" : "threads")}, {VectorBits}-bit vectors)");

    /// <summary>The threads.</summary>
    internal WorkerTeam Team { get; }

    /// <summary>Bits of the widest vector; 32 without any.</summary>
    internal static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 32;

    /// <summary>The device with this number of threads.</summary>
    internal static CpuDevice WithThreads(int threads)
    {
        if (threads < 1 || threads > MostThreads)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"{nameof(threads)} is {threads}; expected 1 to {MostThreads}.");
        }

        return Devices.GetOrAdd(threads, static count => new CpuDevice(count));
    }
}
