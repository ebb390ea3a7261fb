namespace SparseGen.Execution;

/// <summary>
/// Workers that add the gradients of large tensors to one sum: each goes through the backward pass with samples of its own, and where such a gradient is due they wait for each
/// other and share out its elements; who has some of them adds the terms of all workers, in their order (<see cref="CpuFrame.Gather"/>). What a sum is does not depend on who takes
/// it.
/// </summary>
/// <remarks>Workers that are alone with a sum need no group: they add what they have when they have it.</remarks>
/// <param name="first">The first worker.</param>
/// <param name="count">Their number.</param>
internal sealed class GradientGroup(int first, int count)
{
    /// <summary>Pieces of a gradient for each worker: enough to make up for one that comes late.</summary>
    private const int PiecesForEach = 2;

    /// <summary>Pieces at the least: of a weight of 2,048 x 2,048 one is half a megabyte, and stays in the second-level cache until all workers' terms are added to it.</summary>
    private const int FewestPieces = 32;

    private readonly WorkQueue _queue = new();
    private readonly (FloatArena Scratch, int First, int Count)[] _samples = new (FloatArena, int, int)[count];
    private readonly int[] _gathered = new int[count];
    private int _arrivals;

    /// <summary>The first worker.</summary>
    internal int First => first;

    /// <summary>Number of workers.</summary>
    internal int Count => count;

    /// <summary>Pieces of a gradient.</summary>
    internal int Pieces => Math.Max(PiecesForEach * count, FewestPieces);

    /// <summary>Starts a pass. Nobody is at one.</summary>
    internal void Reset()
    {
        _queue.Reset();
        _arrivals = 0;
        Array.Clear(_gathered);
    }

    /// <summary>Says which samples a worker has now; to be called by it before it runs the pass on them.</summary>
    internal void Announce(int worker, FloatArena scratch, int firstSample, int samples) => _samples[worker - first] = (scratch, firstSample, samples);

    /// <summary>The samples of a worker, and its scratch; once <see cref="Wait"/> has returned.</summary>
    internal ref readonly (FloatArena Scratch, int First, int Count) this[int member] => ref _samples[member];

    /// <summary>Waits until all workers have computed what the next gradient is made of.</summary>
    internal void Wait(int worker)
    {
        int expected = count * (_gathered[worker - first] + 1);
        Interlocked.Increment(ref _arrivals);
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _arrivals) < expected && !_queue.IsAbandoned)
        {
            // Without sleeping, which takes longer than most kernels; where there are more workers than cores it makes way for the others.
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Takes a piece of the gradient; false when all of it is added, by whomever.</summary>
    internal bool Take(int worker, out int piece)
    {
        if (_queue.Take(_gathered[worker - first], Pieces, 1, out piece) > 0)
        {
            return true;
        }

        _gathered[worker - first]++;
        return false;
    }

    /// <summary>A piece is added.</summary>
    internal void Finish(int worker) => _queue.Finish(_gathered[worker - first], Pieces, 1);

    /// <summary>Ends the pass: a worker has failed, and nobody is to wait for it.</summary>
    internal void Abandon() => _queue.Abandon();
}
