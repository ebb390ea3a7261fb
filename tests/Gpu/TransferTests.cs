using System.Diagnostics;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>What goes to a device and comes back stays the same while the garbage collector moves the arrays it comes from and goes to.</summary>
[Trait("Category", "Gpu")]
public sealed class TransferTests
{
    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    /// <summary>Whether a collection falls into a copy is chance: an array that is not pinned is caught within seconds, not in each run.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void CopiesSurviveCollections(string name)
    {
        using var model = new LinearRegression(maxBatch: 1, device: TestDevices.Get(name));
        ParameterVector parameters = model.Parameters;
        bool isDone = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                GC.Collect(0);
            }
        });
        collector.Start();
        try
        {
            var watch = Stopwatch.StartNew();
            for (int round = 0; watch.ElapsedMilliseconds < 2000; round++)
            {
                // Young arrays with garbage before them: the next collection moves them.
                _ = new float[64];
                float[] sent = new float[parameters.Length];
                Array.Fill(sent, round % 1000);
                _ = new float[64];
                float[] received = new float[parameters.Length];

                parameters.Write(0, sent);
                parameters.Read(0, received);

                Assert.Equal(sent, received);
            }
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            collector.Join();
        }
    }
}
