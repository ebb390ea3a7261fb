using SparseGen.Tool.Operations;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>Two workers in turns, so that a machine that others use, or that throttles, slows both of them and leaves their ratio as it is.</summary>
/// <param name="Seconds">Seconds a call of the first, the median.</param>
/// <param name="PeerSeconds">Those of the second.</param>
/// <param name="Ratio">The second over the first: the median of the ratios of neighbouring turns.</param>
internal sealed record Turns(double Seconds, double PeerSeconds, double Ratio)
{
    /// <summary>Seconds of a turn.</summary>
    private const double Duration = 0.06;

    /// <summary>Measures.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="pairs">Turns of each.</param>
    public static Turns Measure(WorkerProcess first, WorkerProcess second, int pairs)
    {
        (long calls, long peerCalls) = (Warm(first), Warm(second));
        double[] seconds = new double[pairs], peerSeconds = new double[pairs], ratios = new double[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            second.WaitUntilIdle();
            seconds[pair] = first.Seconds(calls) / calls;
            first.WaitUntilIdle();
            peerSeconds[pair] = second.Seconds(peerCalls) / peerCalls;
            ratios[pair] = peerSeconds[pair] / seconds[pair];
        }

        Array.Sort(seconds);
        Array.Sort(peerSeconds);
        Array.Sort(ratios);
        return new Turns(Repetitions.Median(seconds), Repetitions.Median(peerSeconds), Repetitions.Median(ratios));
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
