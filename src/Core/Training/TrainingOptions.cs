namespace SparseGen;

/// <summary>How <see cref="Trainer{TModel}.Fit"/> runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data, of the whole run; at least 1. A run has at most 2^31 - 57 steps, whose losses the result lists.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Samples in a step; 1 to the model's MaxBatch, times <see cref="Trainer{TModel}.AccumulationSteps"/>. The last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Whether each epoch has an order of its own, which depends on <see cref="Seed"/> and the epoch alone.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Seed of the order.</summary>
    public ulong Seed { get; init; }

    /// <summary>The learning rate of each step; the optimiser's own is the peak. A cosine down to 0 without warm-up by default.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>Steps between two reports of progress; at least 1. The last step of an epoch is always reported.</summary>
    public int ProgressInterval { get; init; } = 10;

    /// <summary>Whether the test data are evaluated after every epoch, and not only after the last.</summary>
    public bool EvaluateEveryEpoch { get; init; }

    /// <summary>
    /// Epochs of the run that are done already: the run begins with the order of samples and the learning rate that the run of all <see cref="Epochs"/> has there.
    /// 0 by default; less than <see cref="Epochs"/>. A run that goes on from a loaded state (<see cref="Trainer{TModel}.LoadState"/>) begins where that was.
    /// </summary>
    public int StartEpoch { get; init; }

    /// <summary>
    /// The epoch at which the call ends, for a run that is done in several calls: those of <see cref="StartEpoch"/> 0, 1, 2 with <c>StopEpoch</c> 1, 2, 3 and three
    /// <see cref="Epochs"/> are one run. Null, the default, for the end of the run.
    /// </summary>
    public int? StopEpoch { get; init; }

    /// <summary>
    /// What becomes of steps whose loss or gradient is not finite; null, the default, for the trainer's own <see cref="Trainer{TModel}.OnNonFinite"/>, which is to
    /// stop.
    /// </summary>
    public OnNonFinite? OnNonFinite { get; init; }

    /// <summary>Metrics of your own that are computed after each epoch, beside those that other options ask for; none by default.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Files that are saved while the run goes on; none by default.</summary>
    public CheckpointPolicy? Checkpoints { get; init; }

    /// <summary>When the run ends before its last epoch; null, the default, for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// The metric by whose best epoch the model is left at the end: its parameters are kept in memory and brought back. Null, the default, leaves the model as the last
    /// step left it; so do runs that are cancelled or end at a <see cref="StopEpoch"/>, since they can go on.
    /// </summary>
    public Metric? RestoreBest { get; init; }

    /// <summary>All metrics that some option asks for; some may be there twice.</summary>
    internal IEnumerable<Metric> AllMetrics()
    {
        IEnumerable<Metric?> all = [.. Metrics, Checkpoints?.Best, EarlyStopping?.Metric, RestoreBest];
        return all.OfType<Metric>();
    }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal static void Validate(TrainingOptions options, int maxBatch, int samples, bool hasTest)
    {
        string? problem =
            options.Epochs < 1 ? $"{nameof(Epochs)} is {options.Epochs}; it must be at least 1."
            : options.BatchSize < 1 || options.BatchSize > maxBatch
                ? $"{nameof(BatchSize)} is {options.BatchSize}; it must be 1 to {maxBatch}, the model's MaxBatch times the trainer's AccumulationSteps."
            : options.ProgressInterval < 1 ? $"{nameof(ProgressInterval)} is {options.ProgressInterval}; it must be at least 1."
            : options.Schedule is null ? $"{nameof(Schedule)} is null; it must be a schedule."
            : options.Epochs * (long)options.StepsAnEpoch(samples) > Array.MaxLength
                ? $"{nameof(Epochs)} is {options.Epochs}; with {options.StepsAnEpoch(samples)} steps an epoch ({samples} samples, {nameof(BatchSize)} "
                    + $"{options.BatchSize}) it must be 1 to {Array.MaxLength / options.StepsAnEpoch(samples)}."
            : FitOptionChecks.Find(options, hasTest);
        if (problem is not null)
        {
            throw new ArgumentException(problem, nameof(options));
        }
    }

    /// <summary>Steps of one pass over the training data.</summary>
    internal int StepsAnEpoch(int samples) => (int)(((long)samples + BatchSize - 1) / BatchSize);
}
