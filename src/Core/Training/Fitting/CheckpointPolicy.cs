namespace SparseGen;

/// <summary>
/// Which files <see cref="Trainer{TModel}.Fit"/> saves while it runs. Each takes the place of one of its name whole or not at all. A file that cannot be saved, on a
/// full disk for instance, is reported (<see cref="EpochEndedEventArgs.CheckpointFailures"/>, <see cref="TrainingResult.CheckpointFailures"/>) and ends nothing.
/// Parameters that are not finite are never saved.
/// </summary>
public sealed record CheckpointPolicy
{
    /// <summary>The folder; it is made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Saves after every so many epochs, and after the last, as <c>epoch-0012.state.safetensors</c> (<c>epoch-0012.safetensors</c> without <see cref="States"/>); 1 by
    /// default, 0 for never. Names sort in the order of time.
    /// </summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>Saves after every so many steps, as <c>step-00012000.state.safetensors</c>; 0, the default, for never.</summary>
    public int EverySteps { get; init; }

    /// <summary>How many of those files are kept: older ones that the run has saved are removed once a newer one is there. 0, the default, keeps all.</summary>
    public int KeepLast { get; init; }

    /// <summary>
    /// The metric whose best epoch is kept as <c>best.safetensors</c>, parameters only; null, the default, for none. It is replaced when an epoch is better, and only
    /// then.
    /// </summary>
    public Metric? Best { get; init; }

    /// <summary>
    /// Whether the files that are saved regularly are states (<see cref="Trainer{TModel}.SaveState"/>), from which the run goes on, as by default; or parameters only
    /// (<see cref="Checkpoint"/>), a third of the size with AdamW.
    /// </summary>
    public bool States { get; init; } = true;
}
