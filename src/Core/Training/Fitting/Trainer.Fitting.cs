namespace SparseGen;

/// <content>What goes with runs over epochs.</content>
public sealed partial class Trainer<TModel>
{
    /// <summary>
    /// An epoch of <see cref="Fit"/> has ended. Handlers run on the thread that trains, between two steps: the place to look at the parameters, to save them and to
    /// end the run (<see cref="System.ComponentModel.CancelEventArgs.Cancel"/>). What one throws comes out of <see cref="Fit"/>.
    /// </summary>
    public event EventHandler<EpochEndedEventArgs>? EpochEnded;

    /// <summary>What runs know beside their place.</summary>
    internal FitState FitState { get; } = new();

    /// <summary>Tells the handlers.</summary>
    internal void EndEpoch(EpochEndedEventArgs epoch) => EpochEnded?.Invoke(this, epoch);

    private TrainingResult Run(
        Dataset train, Dataset? test, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        OnNonFinite own = OnNonFinite;
        try
        {
            OnNonFinite = options.OnNonFinite ?? own;
            return new TrainingRun<TModel>(this, train, test, options, progress).Run(cancellationToken);
        }
        finally
        {
            OnNonFinite = own;
        }
    }

    /// <summary>A run that cannot save what it was asked to save should not find out in an hour.</summary>
    private void CheckStates(TrainingOptions options)
    {
        if (options.Checkpoints is { States: true } policy && policy.EveryEpochs + policy.EverySteps > 0 && _optimizer is not IStateful)
        {
            throw new ArgumentException(
                $"Checkpoints asks for states, and the optimiser is a {_optimizer.GetType().Name}, which is no {nameof(IStateful)}; let it implement that, or set "
                + $"{nameof(CheckpointPolicy)}.{nameof(CheckpointPolicy.States)} to false.",
                nameof(options));
        }
    }
}
