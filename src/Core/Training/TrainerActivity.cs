namespace SparseGen;

/// <summary>
/// What a trainer is at. Hooks, losses and callbacks get to run in the middle of it and may call the trainer again; what cannot be right there, such as a step
/// within a step, is refused before it does anything.
/// </summary>
internal sealed class TrainerActivity
{
    private const int Idle = 0;
    private const int Stepping = 1;
    private const int Fitting = 2;
    private const int SteppingWhileFitting = 3;

    private int _now = Idle;

    /// <summary>To be called before anything of a step is done.</summary>
    /// <param name="isOfRun">Whether the step is one of the run of <see cref="Trainer{TModel}.Fit"/> that is going on.</param>
    /// <exception cref="InvalidOperationException">A step, or a run that this step is none of, is going on.</exception>
    public void BeginStep(bool isOfRun)
    {
        int expected = isOfRun ? Fitting : Idle;
        Begin(expected, expected + 1, nameof(Trainer<>.Step));
    }

    /// <summary>The step has ended, well or not.</summary>
    public void EndStep() => Volatile.Write(ref _now, Volatile.Read(ref _now) == SteppingWhileFitting ? Fitting : Idle);

    /// <summary>To be called before anything of a run is done.</summary>
    /// <exception cref="InvalidOperationException">A step or another run is going on.</exception>
    public void BeginFit() => Begin(Idle, Fitting, nameof(Trainer<>.Fit));

    /// <summary>The run has ended, well or not.</summary>
    public void EndFit() => Volatile.Write(ref _now, Idle);

    /// <summary>To be called before anything that needs the trainer for itself, such as looking for what went wrong.</summary>
    /// <param name="member">The member that was called.</param>
    /// <exception cref="InvalidOperationException">A step is going on.</exception>
    public void CheckNoStep(string member)
    {
        if (Volatile.Read(ref _now) is Stepping or SteppingWhileFitting)
        {
            throw Refusal(member, Stepping);
        }
    }

    private void Begin(int expected, int next, string member)
    {
        int now = Interlocked.CompareExchange(ref _now, next, expected);
        if (now != expected)
        {
            throw Refusal(member, now);
        }
    }

    private static InvalidOperationException Refusal(string member, int now)
    {
        (string running, string instead) = now == Fitting
            ? ("Fit of this trainer is running", "Let Fit take all steps until it returns; data of your own go into its training set or through a hook.")
            : ("a step of this trainer is running", "A hook that wants more gradients calls next; a trainer is not for several threads at a time.");
        return new InvalidOperationException(
            $"{member} was called while {running}, out of a hook, a loss or a callback, or from another thread. {instead}");
    }
}
