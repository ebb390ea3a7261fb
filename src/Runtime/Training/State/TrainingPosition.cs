namespace SparseGen;

/// <summary>
/// Where a run of <see cref="Trainer{TModel}.Fit"/> stands, between two steps: how many epochs are finished, and how far the running one has come in its order of
/// samples. The trainer keeps it, and its saved state holds it.
/// </summary>
/// <remarks>
/// An epoch counts as finished when all that follows its last step is done too: the evaluation, for instance. A state that is saved between the two makes up for it.
/// </remarks>
public sealed class TrainingPosition
{
    internal TrainingPosition()
    {
    }

    /// <summary>Epochs of the run that are finished; so the running one, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Samples of the running epoch's order that steps have used.</summary>
    public int Sample { get; private set; }

    /// <summary>Steps of the run, all epochs together: what the schedule counts.</summary>
    public int Step { get; private set; }

    /// <summary>Whether the next <see cref="Trainer{TModel}.Fit"/> goes on from here, since a state was loaded; otherwise it begins a new run.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>What the run was asked to do; null before the first.</summary>
    internal RunSettings? Run { get; private set; }

    /// <summary>Gives up the run that a loaded state was in the middle of: the next <see cref="Trainer{TModel}.Fit"/> begins one of its own.</summary>
    public void Reset() => Set(null, 0, 0, 0, isLoaded: false);

    /// <summary>Begins a run, or goes on with the loaded one.</summary>
    /// <param name="run">What is asked for now.</param>
    /// <param name="firstEpoch">The epoch that a run of its own begins with.</param>
    /// <param name="firstStep">The step that it begins with.</param>
    /// <returns>What the run is asked to do: of a loaded one, with the learning rate that it began with.</returns>
    /// <exception cref="ArgumentException">The loaded run was asked to do something else; nothing has changed.</exception>
    internal RunSettings Begin(RunSettings run, int firstEpoch, int firstStep)
    {
        if (!IsLoaded || Run is null)
        {
            Set(run, firstEpoch, 0, firstStep, isLoaded: false);
            return run;
        }

        Run.Demand(run);
        IsLoaded = false;
        return Run;
    }

    /// <summary>A step with so many samples is done.</summary>
    internal void Advance(int samples)
    {
        Step++;
        Sample += samples;
    }

    /// <summary>The running epoch is finished.</summary>
    internal void EndEpoch()
    {
        Epoch++;
        Sample = 0;
    }

    /// <summary>Takes over what a state says.</summary>
    internal void Set(RunSettings? run, int epoch, int sample, int step, bool isLoaded)
    {
        Run = run;
        Epoch = epoch;
        Sample = sample;
        Step = step;
        IsLoaded = isLoaded;
    }
}
