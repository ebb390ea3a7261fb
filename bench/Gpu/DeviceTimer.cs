using System.Diagnostics;
using ILGPU.Runtime;
using SparseGen.Tool.Operations;

namespace SparseGen.Bench.Gpu;

/// <summary>Times work that a device queues: launched many times in a row, then waited for, so that neither the wait nor the way there counts.</summary>
/// <param name="accelerator">The device.</param>
/// <param name="settings">How often and how long.</param>
internal sealed class DeviceTimer(Accelerator accelerator, GpuSettings settings)
{
    private const int MostQueued = 2000;

    /// <summary>Seconds of the work; the median.</summary>
    /// <param name="work">Launches of kernels.</param>
    public double Seconds(Action work)
    {
        // The first time compiles kernels.
        Run(work, 1);
        int count = (int)Math.Clamp(settings.Duration.TotalSeconds / Run(work, 1), 1, MostQueued);
        return Repetitions.Median([.. Enumerable.Range(0, settings.Repetitions).Select(_ => Run(work, count)).Order()]);
    }

    private double Run(Action work, int count)
    {
        accelerator.Bind();
        accelerator.Synchronize();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            work();
        }

        accelerator.Synchronize();
        return watch.Elapsed.TotalSeconds / count;
    }
}
