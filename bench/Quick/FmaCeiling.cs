using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;
using SparseGen.Tool.Operations;

namespace SparseGen.Bench.Quick;

/// <summary>
/// The most that this machine's cores can do: multiply-adds on registers alone, with enough independent sums to hide their latency.
/// No kernel can be faster, so every other number is shown as a share of this one.
/// </summary>
internal static class FmaCeiling
{
    // Two units with a latency of four or five cycles need eight to ten sums in flight; sixteen registers hold twelve and two constants.
    private const int Sums = 12;
    private const int OperationsOfMultiplyAdd = 2;
    private const int MeasuredTimes = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(200);

    /// <summary>Bits of the vectors that this machine has and the ceiling is measured with.</summary>
    public static int VectorBits
        => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    /// <summary>Measures the ceiling.</summary>
    /// <param name="threads">Threads that work at once; at least 1.</param>
    /// <returns>1e9 floating-point operations a second, all threads together: the median of several measurements.</returns>
    public static double Measure(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        long rounds = CalibrateRounds();
        var rates = new double[MeasuredTimes];
        for (int i = 0; i < rates.Length; i++)
        {
            rates[i] = threads * Operations(rounds) / SecondsOnThreads(threads, rounds) / 1e9;
        }

        Array.Sort(rates);
        return Repetitions.Median(rates);
    }

    private static double Operations(long rounds) => (double)rounds * Sums * OperationsOfMultiplyAdd * (VectorBits / 32);

    private static long CalibrateRounds()
    {
        long rounds = 1 << 16;
        while (true)
        {
            var watch = Stopwatch.StartNew();
            Work(rounds);
            if (watch.Elapsed >= Duration / 4)
            {
                return (long)(rounds * (Duration / watch.Elapsed));
            }

            rounds *= 2;
        }
    }

    private static double SecondsOnThreads(int threads, long rounds)
    {
        using var start = new Barrier(threads + 1);
        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            workers[i] = new Thread(() =>
            {
                start.SignalAndWait();
                Work(rounds);
            });
            workers[i].Start();
        }

        start.SignalAndWait();
        var watch = Stopwatch.StartNew();
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static void Work(long rounds)
    {
        float sum = VectorBits switch
        {
            512 => MultiplyAdd<Simd512, Vector512<float>>(rounds),
            256 => MultiplyAdd<Simd256, Vector256<float>>(rounds),
            128 => MultiplyAdd<Simd128, Vector128<float>>(rounds),
            _ => MultiplyAdd<SimdScalar, float>(rounds),
        };

        // Looking at the sum keeps the loop from being removed; it tends to 12 lanes of 1.
        if (float.IsNaN(sum))
        {
            throw new InvalidOperationException("The sums of the ceiling measurement are not finite numbers.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float MultiplyAdd<TSimd, TVector>(long rounds)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // x = factor x + term has the fixed point 1, so nothing overflows or becomes subnormal, which would be slow.
        TVector factor = TSimd.Broadcast(0.5f);
        TVector term = TSimd.Broadcast(0.5f);
        TVector a = TSimd.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (long round = 0; round < rounds; round++)
        {
            a = TSimd.MultiplyAdd(a, factor, term);
            b = TSimd.MultiplyAdd(b, factor, term);
            c = TSimd.MultiplyAdd(c, factor, term);
            d = TSimd.MultiplyAdd(d, factor, term);
            e = TSimd.MultiplyAdd(e, factor, term);
            f = TSimd.MultiplyAdd(f, factor, term);
            g = TSimd.MultiplyAdd(g, factor, term);
            h = TSimd.MultiplyAdd(h, factor, term);
            i = TSimd.MultiplyAdd(i, factor, term);
            j = TSimd.MultiplyAdd(j, factor, term);
            k = TSimd.MultiplyAdd(k, factor, term);
            l = TSimd.MultiplyAdd(l, factor, term);
        }

        TVector first = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(e, f));
        TVector second = TSimd.Add(TSimd.Add(TSimd.Add(g, h), TSimd.Add(i, j)), TSimd.Add(k, l));
        return TSimd.Sum(TSimd.Add(first, second));
    }
}
