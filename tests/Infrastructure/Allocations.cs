namespace SparseGen.Tests.Infrastructure;

/// <summary>Whether something allocates once it runs.</summary>
internal static class Allocations
{
    private const int Attempts = 60;

    /// <summary>Fails if a step allocates, on the thread that calls or on any other.</summary>
    /// <param name="step">What to run; only the first calls may allocate.</param>
    /// <param name="calls">Calls an attempt.</param>
    /// <param name="warmUp">How many calls may allocate: 1 for what promises that only its first does.</param>
    public static void AssertNone(Action step, int calls = 5, int warmUp = 5)
    {
        Repeat(step, warmUp);
        long onThisThread = GC.GetAllocatedBytesForCurrentThread();
        Repeat(step, calls);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - onThisThread);

        // Workers are seen by the counter of the whole process only. The test host's own threads add to one attempt or, on a busy machine, to many; a step that
        // allocates adds to all. Longer and longer pauses let the others finish.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            Thread.Sleep(attempt);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Repeat(step, calls);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    private static void Repeat(Action step, int calls)
    {
        for (int call = 0; call < calls; call++)
        {
            step();
        }
    }
}
