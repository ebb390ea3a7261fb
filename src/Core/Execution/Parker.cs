namespace SparseGen.Execution;

/// <summary>A place for one thread to sleep, such that no call to wake it is lost and none costs anything while it is awake.</summary>
/// <remarks>
/// The sleeper prepares, looks once more whether what it waits for has happened, and then parks or cancels. The waker makes it
/// happen first and then looks whether somebody has prepared. The two exchanges are full fences, so at least one of them sees the other.
/// </remarks>
internal sealed class Parker
{
    private readonly object _gate = new();
    private int _prepared;
    private bool _woken;

    /// <summary>Whether a thread sleeps or is about to.</summary>
    internal bool IsPrepared => Volatile.Read(ref _prepared) != 0;

    /// <summary>Says that this thread is about to sleep.</summary>
    internal void Prepare() => Interlocked.Exchange(ref _prepared, 1);

    /// <summary>Takes that back; if the waker has taken it already, uses up its call.</summary>
    internal void Cancel()
    {
        if (Interlocked.Exchange(ref _prepared, 0) == 0)
        {
            Park();
        }
    }

    /// <summary>Sleeps until woken; at once, if that has happened since it prepared.</summary>
    internal void Park()
    {
        lock (_gate)
        {
            while (!_woken)
            {
                Monitor.Wait(_gate);
            }

            _woken = false;
        }
    }

    /// <summary>Sleeps until woken or until a time is over, and takes the preparation back in that case.</summary>
    /// <returns>Whether it was woken.</returns>
    internal bool Park(TimeSpan longest)
    {
        lock (_gate)
        {
            if (_woken || (Monitor.Wait(_gate, longest) && _woken))
            {
                _woken = false;
                return true;
            }
        }

        if (Interlocked.Exchange(ref _prepared, 0) != 0)
        {
            return false;
        }

        // Just now a waker has taken the preparation; its call is on the way.
        Park();
        return true;
    }

    /// <summary>Wakes the thread if it sleeps or is about to.</summary>
    internal void Unpark()
    {
        // The plain read is ordered after the waker's interlocked change of state and spares the exchange when nobody sleeps.
        if (Volatile.Read(ref _prepared) != 0 && Interlocked.Exchange(ref _prepared, 0) != 0)
        {
            lock (_gate)
            {
                _woken = true;
                Monitor.Pulse(_gate);
            }
        }
    }
}
