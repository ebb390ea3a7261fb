using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace SparseGen.Execution;

/// <summary>
/// Threads that wait for work: <see cref="Run"/> gives each worker its share and returns when all are done, without allocating.
/// </summary>
/// <remarks>
/// The caller is worker 0. Waiting threads spin for a moment, since the next share of a training step usually follows within
/// microseconds, and then sleep. When the team is at work already (for another model on another thread, or because a share calls
/// <see cref="Run"/> itself) the caller does all shares in order; so nobody waits and no result depends on it. A thread that nobody has
/// needed for a while ends, and the next work starts another one: devices that are no longer used cost no threads.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    /// <summary>
    /// Rounds of spinning before a thread sleeps, each about a microsecond; none where spinning would keep the other thread from
    /// running.
    /// </summary>
    private static readonly int SpinRounds = Environment.ProcessorCount > 1 ? 60 : 0;

    /// <summary>The same for a thread that is woken for what comes behind a call that is going on.</summary>
    private static readonly int RousedRounds = 5 * SpinRounds;

    /// <summary>How long a thread waits for work before it ends: longer than the pauses of a training run, shorter than people notice threads.</summary>
    private static readonly TimeSpan StandardPatience = TimeSpan.FromSeconds(20);

    /// <summary>How soon a call has to follow the one before so that threads are woken for what may come next.</summary>
    private static readonly long Soon = Stopwatch.Frequency / 20_000;

    private readonly TimeSpan _patience;
    private readonly Parker[] _parkers;
    private readonly bool[] _alive;
    private readonly Exception?[] _failures;
    private readonly Parker _caller = new();
    private IWork? _work;
    private int _living;
    private int _busy;

    // The number of the round in the upper half, how many workers take part in the lower one: who sees a round sees both.
    private long _round;
    private int _pending;
    private volatile bool _stopping;
    private long _lastAlone;

    /// <summary>A team; its threads start when they are first needed.</summary>
    /// <param name="count">Workers, the caller included; at least 1.</param>
    /// <param name="patience">How long a thread waits for work before it ends; null for the usual time.</param>
    internal WorkerTeam(int count, TimeSpan? patience = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _patience = patience ?? StandardPatience;
        _alive = new bool[count];
        _failures = new Exception?[count];
        _parkers = new Parker[count];
        for (int worker = 1; worker < count; worker++)
        {
            _parkers[worker] = new Parker();
        }
    }

    /// <summary>
    /// Whether all workers have a share of whatever there is to do, however small: a switch of the runtime, <c>SparseGen.AlwaysShares</c>, for tests, whose models are small.
    /// </summary>
    internal static bool AlwaysShares { get; } = AppContext.TryGetSwitch("SparseGen.AlwaysShares", out bool isOn) && isOn;

    /// <summary>Calls that are going on, of those that could use all workers for one sample.</summary>
    internal int Callers;

    /// <summary>Workers, the caller included.</summary>
    internal int Count { get; }

    /// <summary>Threads that are there now, the caller's not included.</summary>
    internal int LivingThreads => Volatile.Read(ref _living);

    /// <summary>Whether the first so many workers need not be woken. A moment later it may be otherwise: no result may depend on it.</summary>
    internal bool IsAwake(int workers)
    {
        for (int worker = 1; worker < workers && !AlwaysShares; worker++)
        {
            if (!Volatile.Read(ref _alive[worker]) || _parkers[worker].IsPrepared)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Wakes workers for what comes next, where calls that had no use for sleeping ones follow each other at once.</summary>
    internal void Rouse(int workers)
    {
        if (Stopwatch.GetTimestamp() - Volatile.Read(ref _lastAlone) > Soon || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return;
        }

        StartThreads(workers);
        Volatile.Write(ref _busy, 0);
        for (int worker = 1; worker < workers; worker++)
        {
            _parkers[worker].Unpark();
        }
    }

    /// <summary>Says that a call has ended which was done alone, though there are workers for more.</summary>
    internal void EndAlone() => Volatile.Write(ref _lastAlone, Stopwatch.GetTimestamp());

    /// <summary>Has every worker do its share; returns when all are done. The failure of the lowest worker is thrown here.</summary>
    /// <param name="work">Its <see cref="IWork.Execute"/> is called once for each worker.</param>
    internal void Run(IWork work)
    {
        if (!TryRun(work, Count))
        {
            for (int worker = 0; worker < Count; worker++)
            {
                work.Execute(worker);
            }
        }
    }

    /// <summary>The same with some of the workers, where the team is free; where it is busy, or the caller alone, nothing is done. The others are not woken.</summary>
    /// <param name="work">Its <see cref="IWork.Execute"/> is called once for each worker.</param>
    /// <param name="workers">How many; 1 to <see cref="Count"/>.</param>
    /// <returns>Whether it was done.</returns>
    internal bool TryRun(IWork work, int workers)
    {
        if (workers == 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return false;
        }

        StartThreads(workers);
        _work = work;
        _pending = workers - 1;
        Interlocked.Exchange(ref _round, NextRound(workers));
        for (int worker = 1; worker < workers; worker++)
        {
            _parkers[worker].Unpark();
        }

        RunShare(work, 0);
        WaitForWorkers();
        _work = null;
        ExceptionDispatchInfo? failure = TakeFailure();
        Volatile.Write(ref _busy, 0);
        failure?.Throw();
        return true;
    }

    /// <summary>
    /// Ends the threads, after the work that is going on. Later calls of <see cref="Run"/> do all shares on the calling thread.
    /// </summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        while (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            Thread.Yield();
        }

        // Busy for good, so that nobody asks the threads again.
        _stopping = true;
        _living = 0;
        Interlocked.Exchange(ref _round, NextRound(0));
        for (int worker = 1; worker < Count; worker++)
        {
            _parkers[worker].Unpark();
        }
    }

    // Only who has the team at work gets here and into Leave, so that the two need no lock of their own.
    private void StartThreads(int workers)
    {
        for (int worker = 1; worker < workers; worker++)
        {
            if (!_alive[worker])
            {
                _alive[worker] = true;
                _living++;
                Start(worker, _round);
            }
        }
    }

    // The round is read before the thread starts: that may be late, when the first round has been announced already.
    private void Start(int worker, long round) =>
        new Thread(() => Loop(worker, round)) { IsBackground = true, Name = $"SparseGen worker {worker}" }.Start();

    private long NextRound(int workers) => unchecked((((_round >> 32) + 1) << 32) | (uint)workers);

    private void Loop(int worker, long round)
    {
        Parker parker = _parkers[worker];
        while (true)
        {
            if (!WaitForRound(parker, round))
            {
                if (Leave(worker))
                {
                    return;
                }

                continue;
            }

            // Rounds without this worker may have passed.
            round = Volatile.Read(ref _round);
            if (_stopping)
            {
                return;
            }

            if (worker >= (int)round)
            {
                continue;
            }

            RunShare(_work!, worker);
            if (Interlocked.Decrement(ref _pending) == 0)
            {
                _caller.Unpark();
            }
        }
    }

    /// <summary>Strikes a thread that has waited long enough off the list, unless work has come for it in the meantime.</summary>
    private bool Leave(int worker)
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return false;
        }

        // Nobody is at work, so every round that was announced is done.
        _alive[worker] = false;
        _living--;
        Volatile.Write(ref _busy, 0);
        return true;
    }

    private void RunShare(IWork work, int worker)
    {
        try
        {
            work.Execute(worker);
        }
        catch (Exception failure)
        {
            _failures[worker] = failure;
        }
    }

    private ExceptionDispatchInfo? TakeFailure()
    {
        Exception? first = null;
        for (int worker = Count - 1; worker >= 0; worker--)
        {
            first = _failures[worker] ?? first;
            _failures[worker] = null;
        }

        return first is null ? null : ExceptionDispatchInfo.Capture(first);
    }

    /// <summary>Waits until a round begins; false when none has for a long time.</summary>
    private bool WaitForRound(Parker parker, long round)
    {
        for (int rounds = SpinRounds; ; rounds = RousedRounds)
        {
            for (int spin = 0; spin < rounds; spin++)
            {
                if (Volatile.Read(ref _round) != round)
                {
                    return true;
                }

                Thread.SpinWait(20);
            }

            parker.Prepare();
            if (Volatile.Read(ref _round) != round)
            {
                parker.Cancel();
                return true;
            }

            // Woken without a round it is for the next one, which should come when the call that wakes has ended.
            if (!parker.Park(_patience) && Volatile.Read(ref _round) == round)
            {
                return false;
            }
        }
    }

    private void WaitForWorkers()
    {
        for (int spin = 0; spin < SpinRounds; spin++)
        {
            if (Volatile.Read(ref _pending) == 0)
            {
                return;
            }

            Thread.SpinWait(20);
        }

        while (Volatile.Read(ref _pending) != 0)
        {
            _caller.Prepare();
            if (Volatile.Read(ref _pending) == 0)
            {
                _caller.Cancel();
                return;
            }

            _caller.Park();
        }
    }
}
