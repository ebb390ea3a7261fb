namespace SparseGen;

/// <summary>
/// Where a run of <see cref="Trainer{TModel}.Fit"/> stands, between two steps: how many epochs are finished, and how far the running one has come in its order of
/// samples. The trainer keeps it, and its saved state holds it.
/// </summary>
/// <remarks>
/// An epoch counts as finished when all that follows its last step is done too: the evaluation, for instance. A state that is saved between the two makes up for it.
/// </remarks>
public sealed class TrainingPosition : IStateful
{
    // What the run was asked to do; null before the first, and where it was done to its end.
    private RunSettings? _run;

    internal TrainingPosition()
    {
    }

    /// <summary>Epochs of the run that are finished; so the running one, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Samples of the running epoch's order that steps have used.</summary>
    public int Sample { get; private set; }

    /// <summary>Steps of the run, all epochs together: what the schedule counts.</summary>
    public int Step { get; private set; }

    /// <summary>
    /// Whether the next <see cref="Trainer{TModel}.Fit"/> goes on from here, since a state was loaded that is in the middle of a run; otherwise it begins its own.
    /// </summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Gives up the run that a loaded state is in the middle of: the next <see cref="Trainer{TModel}.Fit"/> begins one of its own.</summary>
    public void Reset()
    {
        (_run, IsLoaded) = (null, false);
        (Epoch, Sample, Step) = (0, 0, 0);
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Integer("epoch", () => Epoch, value => Epoch = Whole(value));
        state.Integer("sample", () => Sample, value => Sample = Whole(value));
        state.Integer("step", () => Step, value => Step = Whole(value));
        state.Text(
            "settings",
            () => _run?.ToText() ?? string.Empty,
            text =>
            {
                _run = RunSettings.Parse(text);
                IsLoaded = _run is not null;
            });
    }

    /// <summary>Begins a run, or goes on with the loaded one.</summary>
    /// <param name="options">What is asked for now.</param>
    /// <param name="firstEpoch">The epoch that a run of its own begins with.</param>
    /// <param name="firstStep">The step that it begins with.</param>
    /// <returns>What the run is asked to do: of a loaded one, with the learning rate that it began with.</returns>
    /// <exception cref="ArgumentException">The loaded run was asked to do something else; nothing has changed.</exception>
    internal RunSettings Begin(RunSettings options, int firstEpoch, int firstStep)
    {
        if (IsLoaded)
        {
            options = _run!.Confirm(options);
        }
        else
        {
            (Epoch, Sample, Step) = (firstEpoch, 0, firstStep);
        }

        (_run, IsLoaded) = (options, false);
        return options;
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

    /// <summary>The run has come to its end: a state that is saved from now on is in the middle of none.</summary>
    internal void End() => _run = null;

    private static int Whole(long value) => value is >= 0 and <= int.MaxValue
        ? (int)value
        : throw new InvalidDataException($"It is {value}; expected 0 to {int.MaxValue}.");
}
