namespace SparseGen.Tests.Infrastructure;

/// <summary>Whether something allocates once it runs.</summary>
internal static class Allocations
{
    private const int Attempts = 60;
    private const int FreshAttempts = 4;

    /// <summary>Fails if a step allocates, on the thread that calls or on any other.</summary>
    /// <param name="step">What to run; the first calls may allocate.</param>
    /// <param name="calls">Calls an attempt.</param>
    public static void AssertNone(Action step, int calls = 5)
    {
        Repeat(step, calls);

        // Only the counter of the whole process sees the workers. The test host's own threads add to one attempt or, on a busy machine, to many, and so does the
        // runtime, also on the thread that calls, when it puts a method's better code in place; a step that allocates adds to all. Longer and longer pauses let
        // the others finish. Each call is measured by itself: on a machine that is shared the five of an attempt take long enough for the host to get in each time.
        var least = new long[calls];
        Array.Fill(least, long.MaxValue);
        for (int attempt = 0; attempt < Attempts && least.Any(bytes => bytes > 0); attempt++)
        {
            Thread.Sleep(attempt);
            for (int call = 0; call < calls; call++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                step();
                least[call] = Math.Min(least[call], GC.GetTotalAllocatedBytes(precise: true) - before);
            }
        }

        Assert.All(least, bytes => Assert.Equal(0, bytes));
    }

    /// <summary>Fails if any step but the very first allocates.</summary>
    /// <param name="create">Makes what is run from its first step on, and what is to be disposed of after it.</param>
    /// <remarks>
    /// What a second step makes it makes in each new object. The runtime too allocates now and then on the thread that calls, while methods are still being compiled
    /// again: in one object, not in all.
    /// </remarks>
    public static void AssertNoneAfterFirst(Func<(IDisposable Owner, Action Step)> create)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < FreshAttempts && least > 0; attempt++)
        {
            (IDisposable owner, Action step) = create();
            using (owner)
            {
                step();
                long before = GC.GetAllocatedBytesForCurrentThread();
                Repeat(step, 3);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        Assert.Equal(0, least);
        (IDisposable last, Action settled) = create();
        using (last)
        {
            AssertNone(settled);
        }
    }

    private static void Repeat(Action step, int calls)
    {
        for (int call = 0; call < calls; call++)
        {
            step();
        }
    }
}
