using SparseGen.Bench.Layers;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>Two workers in turns; neither begins before the other's threads are idle.</summary>
internal static class Turns
{
    /// <summary>Seconds of a turn.</summary>
    private const double Duration = 0.06;

    /// <summary>Measures.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="pairs">Turns of each.</param>
    public static Pair Measure(WorkerProcess first, WorkerProcess second, int pairs)
    {
        (long calls, long peerCalls) = (Warm(first), Warm(second));
        return Interleaved.Measure(() => Turn(first, second, calls), () => Turn(second, first, peerCalls), pairs);
    }

    private static double Turn(WorkerProcess worker, WorkerProcess other, long calls)
    {
        other.WaitUntilIdle();
        return worker.Seconds(calls) / calls;
    }

    /// <summary>Runs it until it is warm.</summary>
    /// <returns>Calls of a turn.</returns>
    private static long Warm(WorkerProcess worker)
    {
        worker.Seconds(2);
        for (long calls = 1; ; calls *= 2)
        {
            double seconds = worker.Seconds(calls);
            if (seconds >= Duration / 2)
            {
                return Math.Max(1, (long)(calls * Duration / seconds));
            }
        }
    }
}
