namespace SparseGen.Execution;

/// <summary>
/// What is left of the kernel that several workers run together: they take units of it, one piece after another, and go on to the next kernel when all are done. A worker that
/// comes late, because its thread was asleep, finds nothing left and follows; nobody waits for it. What a unit computes does not depend on who takes it.
/// </summary>
internal sealed class WorkQueue
{
    private const long Abandoned = -1L << 32;

    // The number of the kernel in the upper half, the next unit in the lower one: so a piece is taken only of the kernel that was meant.
    private long _state;
    private int _done;

    /// <summary>Starts a pass. Nobody is at one.</summary>
    internal void Reset()
    {
        _done = 0;
        Volatile.Write(ref _state, 0);
    }

    /// <summary>Takes a piece of a kernel; waits where all are taken and some not done.</summary>
    /// <param name="kernel">How many kernels this worker has seen done in the pass.</param>
    /// <param name="units">Units of the kernel, at least 1.</param>
    /// <param name="most">Units of a piece at the most.</param>
    /// <param name="first">The first one taken.</param>
    /// <returns>Units taken; 0 when the kernel is done.</returns>
    internal int Take(int kernel, int units, int most, out int first)
    {
        var spinner = default(SpinWait);
        while (true)
        {
            long state = Volatile.Read(ref _state);
            first = (int)(uint)state;
            if ((int)(state >> 32) != kernel)
            {
                return 0;
            }

            if (first == units)
            {
                // Without sleeping, which takes longer than any piece.
                spinner.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            int count = Math.Min(most, units - first);
            if (Interlocked.CompareExchange(ref _state, state + count, state) == state)
            {
                return count;
            }
        }
    }

    /// <summary>A piece is done. The last one ends the kernel.</summary>
    /// <param name="kernel">Its number.</param>
    /// <param name="units">Units of the kernel.</param>
    /// <param name="count">Units of the piece.</param>
    internal void Finish(int kernel, int units, int count)
    {
        if (Interlocked.Add(ref _done, count) == units)
        {
            _done = 0;
            Volatile.Write(ref _state, (kernel + 1L) << 32);
        }
    }

    /// <summary>Ends the pass: a worker has failed, and nobody is to wait for its piece.</summary>
    internal void Abandon() => Volatile.Write(ref _state, Abandoned);

    /// <summary>Whether the pass was ended so.</summary>
    internal bool IsAbandoned => Volatile.Read(ref _state) == Abandoned;
}
