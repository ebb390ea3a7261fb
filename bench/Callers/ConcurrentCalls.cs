using System.Diagnostics;
using SparseGen.Models;

namespace SparseGen.Bench.Callers;

/// <summary>Threads that call <c>Forward</c> again and again.</summary>
internal static class ConcurrentCalls
{
    /// <summary>Answers a second, all threads together.</summary>
    /// <param name="callers">How many threads.</param>
    /// <param name="modelOf">The model of each.</param>
    /// <param name="image">What they ask about.</param>
    /// <param name="duration">How long.</param>
    public static double Rate(int callers, Func<int, FashionMixer> modelOf, float[] image, TimeSpan duration)
    {
        long calls = 0;
        double seconds = 0;
        using var start = new Barrier(callers);
        Thread[] threads = [.. Enumerable.Range(0, callers).Select(caller => new Thread(() => Call(caller)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return calls * callers / seconds;

        void Call(int caller)
        {
            FashionMixer model = modelOf(caller);
            var output = new float[FashionMixer.Info.OutputSize];
            long own = 0;
            start.SignalAndWait();
            var watch = Stopwatch.StartNew();
            do
            {
                model.Forward(image, output);
                own++;
            }
            while (watch.Elapsed < duration);

            // Each has its own time: the last call of one may end long after that of another where there are more callers than cores.
            double elapsed = watch.Elapsed.TotalSeconds;
            lock (start)
            {
                calls += own;
                seconds += elapsed;
            }
        }
    }
}
