using System.Diagnostics;

namespace SparseGen.Tests.Threads;

/// <summary>One model, several threads that call <c>Forward</c>, as the requests of a server do.</summary>
public sealed class ConcurrentForwardTests
{
    private static readonly int[] Batches = [1, 200, 3, 64];

    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>Small and large calls at once, with arrays that the collector moves; each answer is, bit for bit, that of a call alone.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void EveryCallerGetsTheBitsThatItWouldGetAlone(string deviceName)
    {
        Device device = TestDevices.Get(deviceName);
        bool isCpu = device is CpuDevice;
        using var model = new ThreadedMlp(maxBatch: 8, device, seed: 1);
        float[][] inputs = [.. Batches.Select((batch, i) => Numbers(isCpu ? batch : Math.Min(batch, 20), i))];
        float[][] expected = [.. inputs.Select(input => Answer(model, input))];
        int wrong = 0;
        Run(inputs.Length, TimeSpan.FromSeconds(isCpu ? 1.5 : 2), caller =>
        {
            if (!Answer(model, (float[])inputs[caller].Clone()).AsSpan().SequenceEqual(expected[caller]))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.Equal(0, wrong);
    }

    /// <summary>How a batch is cut depends on who else calls (a team at work gives its shares to the caller); a sample's answer may not.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheAnswerToASampleDoesNotDependOnTheBatchAroundIt(string deviceName)
    {
        using var model = new ThreadedMixer(maxBatch: 8, TestDevices.Get(deviceName), seed: 2);
        int size = ThreadedMixer.Info.InputSize;
        int outputs = ThreadedMixer.Info.OutputSize;
        float[] input = Floats(23 * size, 3);
        float[] all = new float[23 * outputs];
        model.Forward(input, all);
        foreach (int count in new[] { 1, 2, 5, 14, 22 })
        {
            float[] part = new float[count * outputs];
            model.Forward(input.AsSpan(size, count * size), part);
            Assert.Equal(all.AsSpan(outputs, part.Length).ToArray(), part);
        }
    }

    /// <summary>As many callers as there are, and nothing allocated once each has called.</summary>
    [Fact]
    public void CallersAllocateNothingOnceWarm()
    {
        using var model = new ThreadedMlp(maxBatch: 8, Device.CpuWithThreads(2), seed: 1);
        float[] input = Numbers(40, 1);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long[] allocated = new long[3];
            Run(3, TimeSpan.FromMilliseconds(200), caller =>
            {
                if (t_output is null)
                {
                    t_output = new float[input.Length];
                    model.Forward(input, t_output);
                }

                float[] output = t_output;
                long before = GC.GetAllocatedBytesForCurrentThread();
                model.Forward(input, output);
                allocated[caller] += GC.GetAllocatedBytesForCurrentThread() - before;
            });
            least = Math.Min(least, attempt == 0 ? long.MaxValue : allocated.Sum());
        }

        Assert.Equal(0, least);
    }

    [ThreadStatic]
    private static float[]? t_output;

    private static float[] Answer(ThreadedMlp model, float[] input)
    {
        var output = new float[input.Length / ThreadedMlp.Info.InputSize * ThreadedMlp.Info.OutputSize];
        model.Forward(input, output);
        return output;
    }

    private static float[] Numbers(int batch, int seed) => Floats(batch * ThreadedMlp.Info.InputSize, seed);

    private static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    /// <summary>Runs a piece of work on some threads for a while; what one throws ends the test.</summary>
    private static void Run(int callers, TimeSpan duration, Action<int> work)
    {
        var watch = Stopwatch.StartNew();
        Exception? failure = null;
        Thread[] threads =
        [
            .. Enumerable.Range(0, callers).Select(caller => new Thread(() =>
            {
                try
                {
                    do
                    {
                        work(caller);
                    }
                    while (watch.Elapsed < duration && failure is null);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            })),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Null(failure);
    }
}
