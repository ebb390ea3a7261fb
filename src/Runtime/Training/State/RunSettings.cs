using System.Globalization;

namespace SparseGen;

/// <summary>
/// What decides the steps of a run of <see cref="Trainer{TModel}.Fit"/> beside its data. A run that goes on from a saved state has to be asked for the same, or
/// its order of samples and its learning rates would be those of no run at all.
/// </summary>
/// <param name="Samples">Samples of the training data.</param>
/// <param name="Epochs">Passes over them.</param>
/// <param name="BatchSize">Samples of a step.</param>
/// <param name="Shuffle">Whether each epoch has an order of its own.</param>
/// <param name="Seed">Seed of the order.</param>
/// <param name="Schedule">Type and settings of the schedule.</param>
/// <param name="PeakLearningRate">The optimiser's learning rate when the run began.</param>
internal sealed record RunSettings(int Samples, int Epochs, int BatchSize, bool Shuffle, ulong Seed, string Schedule, float PeakLearningRate)
{
    /// <summary>The settings of a run.</summary>
    public static RunSettings Of(TrainingOptions options, Dataset train, IOptimizer optimizer) => new(
        train.Count, options.Epochs, options.BatchSize, options.Shuffle, options.Seed, Describe(options.Schedule), optimizer.LearningRate);

    /// <summary>Checks that a call asks for this run; its learning rate is not asked, since a state brings it along.</summary>
    /// <exception cref="ArgumentException">It asks for another; the message lists what differs.</exception>
    public void Demand(RunSettings options)
    {
        if (Differences(options) is { Count: > 0 } differences)
        {
            throw new ArgumentException(
                $"The loaded state is in the middle of a run with other settings: {string.Join("; ", differences)}. Ask for the same, or call "
                + $"Position.Reset() to begin a new run with the loaded parameters and moments.",
                nameof(options));
        }
    }

    /// <summary>A line for each setting that another run has otherwise.</summary>
    public List<string> Differences(RunSettings asked)
    {
        var differences = new List<string>();
        Compare("samples of the training data", Samples, asked.Samples);
        Compare(nameof(TrainingOptions.Epochs), Epochs, asked.Epochs);
        Compare(nameof(TrainingOptions.BatchSize), BatchSize, asked.BatchSize);
        Compare(nameof(TrainingOptions.Shuffle), Shuffle, asked.Shuffle);
        Compare(nameof(TrainingOptions.Seed), Seed, asked.Seed);
        Compare(nameof(TrainingOptions.Schedule), Schedule, asked.Schedule);
        return differences;

        void Compare<T>(string name, T saved, T now)
        {
            if (!EqualityComparer<T>.Default.Equals(saved, now))
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {now}, but was {saved} when the state was saved"));
            }
        }
    }

    /// <summary>The name of a schedule's type; a schedule with settings that are known, these too.</summary>
    private static string Describe(ILearningRateSchedule schedule) => schedule is CosineSchedule cosine
        ? string.Create(
            CultureInfo.InvariantCulture, $"{nameof(CosineSchedule)}({cosine.WarmUpSteps}, {cosine.MinimumLearningRate:R})")
        : schedule.GetType().Name;
}
