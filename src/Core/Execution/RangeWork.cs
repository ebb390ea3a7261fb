namespace SparseGen.Execution;

/// <summary>Work on the floats of a vector: each worker has a range of whole cache lines, the same range every time.</summary>
internal abstract class RangeWork : IWork
{
    /// <summary>Floats that are worth waking a worker for.</summary>
    internal const int LeastShare = 8192;

    /// <summary>Floats for which sleeping workers are woken: below that the caller is done before they are awake.</summary>
    private const int LeastToWakeFor = 64 * LeastShare;

    /// <summary>Floats of a cache line and of the widest vector.</summary>
    internal const int Line = FloatArena.Alignment / sizeof(float);

    private int _lines;

    /// <summary>Workers that have something to do.</summary>
    private protected int Workers { get; private set; }

    /// <summary>Storage of a vector of this length, in floats: whole cache lines, so that loops have no ragged end.</summary>
    internal static int RoundUp(int length) => Lines(length) * Line;

    /// <summary>Cache lines of a vector of this length.</summary>
    internal static int Lines(int length) => Partition.DivideUp(length, Line);

    /// <inheritdoc/>
    public void Execute(int worker)
    {
        if (worker < Workers)
        {
            Process(worker, Partition.Start(_lines, Workers, worker) * Line, Partition.Start(_lines, Workers, worker + 1) * Line);
        }
    }

    /// <summary>Does all of it.</summary>
    private protected void Run(WorkerTeam team, int length)
    {
        _lines = Lines(length);
        Workers = Math.Clamp(length / LeastShare, 1, team.Count);
        if (IsWorthTelling(team, Workers, length))
        {
            team.Run(this);
            return;
        }

        for (int worker = 0; worker < Workers; worker++)
        {
            Execute(worker);
        }
    }

    /// <summary>Whether there is more than one worker for it, and they are awake or it is long enough to wake them.</summary>
    internal static bool IsWorthTelling(WorkerTeam team, int workers, int length) => workers > 1 && (length >= LeastToWakeFor || team.IsAwake(workers));

    /// <summary>Does the floats from <paramref name="start"/> to <paramref name="end"/>, multiples of a cache line.</summary>
    private protected abstract void Process(int worker, int start, int end);
}
