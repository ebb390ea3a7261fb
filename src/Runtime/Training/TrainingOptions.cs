namespace SparseGen;

/// <summary>How <see cref="Trainer{TModel}.Fit"/> runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data; at least 1. A run has at most 2^31 - 57 steps, whose losses the result lists.</summary>
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

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal static void Validate(TrainingOptions options, int maxBatch, int samples)
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
            : null;
        if (problem is not null)
        {
            throw new ArgumentException(problem, nameof(options));
        }
    }

    /// <summary>Steps of one pass over the training data.</summary>
    internal int StepsAnEpoch(int samples) => (int)(((long)samples + BatchSize - 1) / BatchSize);
}
