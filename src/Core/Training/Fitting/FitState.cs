namespace SparseGen;

/// <summary>
/// What a run of <see cref="Trainer{TModel}.Fit"/> knows beside its place: the sum of the running epoch's losses, the best epochs, the files that it has saved. One
/// object for the life of a trainer, so that a saved state holds it whatever the run was asked to do.
/// </summary>
internal sealed class FitState : IStateful
{
    private double _lossSum;
    private long _lossSamples;

    /// <summary>By the metric of <see cref="TrainingOptions.EarlyStopping"/>.</summary>
    public BestTracker Stopping { get; } = new();

    /// <summary>By the metric of <see cref="CheckpointPolicy.Best"/>.</summary>
    public BestTracker Saving { get; } = new();

    /// <summary>By the metric of <see cref="TrainingOptions.RestoreBest"/>.</summary>
    public BestTracker Restoring { get; } = new();

    /// <summary>The parameters of the best epoch by <see cref="Restoring"/>; null where nobody wants them, and before the first.</summary>
    public ParameterVector? BestParameters { get; private set; }

    /// <summary>Names of the files that were saved regularly and are kept, the oldest first.</summary>
    public List<string> Files { get; private set; } = [];

    /// <summary>Mean loss of the running epoch's samples.</summary>
    public double MeanLoss => _lossSamples == 0 ? double.NaN : _lossSum / _lossSamples;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        state.Real("lossSum", () => _lossSum, value => _lossSum = value);
        state.Integer("lossSamples", () => _lossSamples, value => _lossSamples = value);
        state.Part("stopping", Stopping);
        state.Part("saving", Saving);
        state.Part("restoring", Restoring);
        state.Vector("best", () => BestParameters, value => BestParameters = value);
        state.Text("files", () => string.Join('\n', Files), value => Files = [.. value.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>To be called when a run begins or goes on.</summary>
    /// <param name="options">What the run is asked to do.</param>
    /// <param name="goesOn">Whether what was seen until now belongs to the run: it goes on from a saved state, or at a later epoch.</param>
    /// <param name="isInEpoch">Whether it goes on in the middle of an epoch.</param>
    public void Begin(TrainingOptions options, bool goesOn, bool isInEpoch)
    {
        Stopping.Begin(options.EarlyStopping?.Metric, goesOn);
        Saving.Begin(options.Checkpoints?.Best, goesOn);
        Restoring.Begin(options.RestoreBest, goesOn);
        if (!goesOn)
        {
            Files.Clear();
        }

        if (!isInEpoch)
        {
            BeginEpoch();
        }

        if (Restoring.Epoch == 0)
        {
            BestParameters = null;
        }
    }

    /// <summary>The next epoch begins.</summary>
    public void BeginEpoch() => (_lossSum, _lossSamples) = (0, 0);

    /// <summary>A step is done; one that was left out does not count.</summary>
    public void Add(float loss, int samples)
    {
        if (float.IsFinite(loss))
        {
            _lossSum += (double)loss * samples;
            _lossSamples += samples;
        }
    }

    /// <summary>Takes a copy of the best parameters.</summary>
    public void KeepBest(ParameterVector parameters)
    {
        BestParameters ??= parameters.CreateLike();
        BestParameters.CopyFrom(parameters);
    }
}
