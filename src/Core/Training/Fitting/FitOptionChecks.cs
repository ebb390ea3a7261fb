namespace SparseGen;

/// <summary>The checks of the options that are about epochs: where the run begins and ends, what it saves and judges by.</summary>
internal static class FitOptionChecks
{
    /// <summary>The first problem as a sentence; null where there is none.</summary>
    public static string? Find(TrainingOptions options, bool hasTest) =>
        options.StartEpoch < 0 || options.StartEpoch >= options.Epochs
            ? $"{nameof(options.StartEpoch)} is {options.StartEpoch}; it must be 0 to {options.Epochs - 1}, less than {nameof(options.Epochs)}, which counts those of the "
                + $"whole run. A call that is to do a part of them has a {nameof(options.StopEpoch)}."
        : options.StopEpoch is { } stop && (stop <= options.StartEpoch || stop > options.Epochs)
            ? $"{nameof(options.StopEpoch)} is {stop}; it must be {options.StartEpoch + 1} to {options.Epochs}, behind {nameof(options.StartEpoch)} and at most "
                + $"{nameof(options.Epochs)}."
        : options.OnNonFinite is { } response && !Enum.IsDefined(response)
            ? $"{nameof(options.OnNonFinite)} is {response}; it must be Stop, Skip or RollBack."
        : options.Metrics is null || options.Metrics.Any(static metric => metric is null) ? $"{nameof(options.Metrics)} is or holds null."
        : Find(options.Checkpoints) ?? Find(options.EarlyStopping) ?? FindMetrics(options, hasTest);

    private static string? Find(CheckpointPolicy? policy) =>
        policy is null ? null
        : string.IsNullOrEmpty(policy.Folder) ? $"{nameof(CheckpointPolicy)}.{nameof(policy.Folder)} is empty; it must be a folder."
        : policy.EveryEpochs < 0 ? Negative(nameof(policy.EveryEpochs), policy.EveryEpochs)
        : policy.EverySteps < 0 ? Negative(nameof(policy.EverySteps), policy.EverySteps)
        : policy.KeepLast < 0 ? Negative(nameof(policy.KeepLast), policy.KeepLast)
        : policy is { EveryEpochs: 0, EverySteps: 0, Best: null }
            ? $"{nameof(CheckpointPolicy)} saves nothing: {nameof(policy.EveryEpochs)} and {nameof(policy.EverySteps)} are 0, and {nameof(policy.Best)} is null."
        : null;

    private static string? Find(EarlyStopping? stopping) =>
        stopping is null ? null
        : stopping.Metric is null ? $"{nameof(EarlyStopping)}.{nameof(stopping.Metric)} is null; it must be a metric."
        : stopping.Patience < 1 ? $"{nameof(EarlyStopping)}.{nameof(stopping.Patience)} is {stopping.Patience}; it must be at least 1."
        : !(double.IsFinite(stopping.MinDelta) && stopping.MinDelta >= 0)
            ? $"{nameof(EarlyStopping)}.{nameof(stopping.MinDelta)} is {stopping.MinDelta}; it must be finite and not negative."
        : null;

    private static string? FindMetrics(TrainingOptions options, bool hasTest)
    {
        Metric[] metrics = [.. options.AllMetrics().Distinct()];
        if (!hasTest && Array.Find(metrics, static metric => metric.NeedsTest) is { } needy)
        {
            return $"The metric {needy.Name} is read from test data, and test is null.";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        Metric? twice = metrics.Union([Metric.TrainingLoss, Metric.TestLoss, Metric.TestAccuracy]).FirstOrDefault(metric => !names.Add(metric.Name));
        return twice is null ? null : $"Two metrics are called {twice.Name}; each needs a name of its own.";
    }

    private static string Negative(string name, int value) => $"{nameof(CheckpointPolicy)}.{name} is {value}; it must not be negative.";
}
