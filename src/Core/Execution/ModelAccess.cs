namespace SparseGen.Execution;

/// <summary>
/// Who is at a model: any number of threads with <c>Forward</c>, or one with training. Whoever comes beside that is refused, before anything is touched. Readers of
/// parameters are let in beside training, between two steps.
/// </summary>
/// <remarks>
/// Training belongs to the thread that began it, and nests there: a hook may ask for <c>Forward</c>, move parameters, evaluate. Nothing here is a lock: a step costs a
/// handful of interlocked operations and never waits, unless somebody is just copying its parameters.
/// </remarks>
internal sealed class ModelAccess
{
    private const int Training = -1;
    private const int Closed = int.MinValue;

    private static long s_lastNumber;

    // Callers of Forward, or one of the constants.
    private int _state;
    private int _owner;
    private int _depth;
    private string _member = string.Empty;

    // Whether parameters may be in motion, how deep, and who wants them to stand still.
    private int _moving;
    private int _movingDepth;
    private int _readers;

    /// <summary>An order among accesses, in which those are entered that take two.</summary>
    internal long Number { get; } = Interlocked.Increment(ref s_lastNumber);

    private bool IsOwner => Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId;

    /// <summary>To be called before inference.</summary>
    /// <returns>What <see cref="EndForward"/> takes.</returns>
    /// <exception cref="InvalidOperationException">Another thread is training.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    internal bool BeginForward()
    {
        if (IsOwner)
        {
            return false;
        }

        int state = Volatile.Read(ref _state);
        while (true)
        {
            if (state < 0)
            {
                throw Refusal(state, nameof(ModelEngine.Forward));
            }

            int found = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (found == state)
            {
                return true;
            }

            state = found;
        }
    }

    /// <summary>The end of an inference.</summary>
    /// <param name="begun">What <see cref="BeginForward"/> returned.</param>
    internal void EndForward(bool begun)
    {
        if (begun)
        {
            Interlocked.Decrement(ref _state);
        }
    }

    /// <summary>To be called before anything that needs the model for itself.</summary>
    /// <param name="member">What is called, for whoever comes in between.</param>
    /// <exception cref="InvalidOperationException">Another thread is at the model.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    internal void BeginTraining(string member)
    {
        if (IsOwner)
        {
            _depth++;
            return;
        }

        int found = Interlocked.CompareExchange(ref _state, Training, 0);
        if (found != 0)
        {
            throw Refusal(found, member);
        }

        _member = member;
        _depth = 1;
        Volatile.Write(ref _owner, Environment.CurrentManagedThreadId);
    }

    /// <summary>To be called before something is read that training changes.</summary>
    /// <param name="member">What is called.</param>
    /// <exception cref="InvalidOperationException">Another thread is training.</exception>
    internal void CheckNoTrainingElsewhere(string member)
    {
        if (Volatile.Read(ref _state) == Training && !IsOwner)
        {
            throw Refusal(Training, member);
        }
    }

    /// <summary>The end of what <see cref="BeginTraining"/> began.</summary>
    internal void EndTraining()
    {
        if (--_depth == 0)
        {
            Volatile.Write(ref _owner, 0);
            Volatile.Write(ref _state, 0);
        }
    }

    /// <summary>To be called, within training, before parameters or gradients change; waits for those who are copying them.</summary>
    internal void BeginMove()
    {
        if (_movingDepth++ > 0)
        {
            return;
        }

        // Both sides announce themselves and then look for the other, so that one of them sees the other; the step gives way.
        var wait = new SpinWait();
        while (true)
        {
            Interlocked.Exchange(ref _moving, 1);
            if (Volatile.Read(ref _readers) == 0)
            {
                return;
            }

            Volatile.Write(ref _moving, 0);
            while (Volatile.Read(ref _readers) != 0)
            {
                wait.SpinOnce();
            }
        }
    }

    /// <summary>The end of what <see cref="BeginMove"/> began.</summary>
    internal void EndMove()
    {
        if (--_movingDepth == 0)
        {
            Volatile.Write(ref _moving, 0);
        }
    }

    /// <summary>Waits for the end of the running step and holds the next one off, so that what is read is of one step.</summary>
    /// <returns>What <see cref="EndRead"/> takes.</returns>
    internal bool BeginRead()
    {
        if (IsOwner)
        {
            return false;
        }

        Interlocked.Increment(ref _readers);
        var wait = new SpinWait();
        while (Volatile.Read(ref _moving) != 0)
        {
            wait.SpinOnce();
        }

        return true;
    }

    /// <summary>The end of reading.</summary>
    /// <param name="begun">What <see cref="BeginRead"/> returned.</param>
    internal void EndRead(bool begun)
    {
        if (begun)
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Waits for those who are at the model, and lets nobody in any more.</summary>
    /// <exception cref="InvalidOperationException">This very thread is in the middle of training.</exception>
    internal void Close()
    {
        if (IsOwner)
        {
            throw new InvalidOperationException(
                $"Dispose was called while {_member} runs on this thread, out of a hook, a loss or a callback. Let {_member} return first.");
        }

        var wait = new SpinWait();
        while (Interlocked.CompareExchange(ref _state, Closed, 0) is not (0 or Closed))
        {
            wait.SpinOnce();
        }

        while (Volatile.Read(ref _readers) != 0)
        {
            wait.SpinOnce();
        }
    }

    private InvalidOperationException Refusal(int state, string member) => state switch
    {
        Closed => new ObjectDisposedException("model"),
        Training => new InvalidOperationException(
            $"{member} was called while another thread is training this model ({_member}). Training needs the model for itself: wait for it, "
            + "or give each thread a model of its own."),
        _ => new InvalidOperationException(
            $"{member} was called while Forward runs on {state} other {(state == 1 ? "thread" : "threads")}. Training and loading need the model for themselves: wait for "
            + "the calls, or train another instance and load its parameters."),
    };
}
