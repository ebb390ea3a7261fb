namespace SparseGen;

/// <summary>When a run ends before its last epoch: where a metric has not improved for some epochs.</summary>
/// <param name="Metric">The metric that has to improve.</param>
public sealed record EarlyStopping(Metric Metric)
{
    /// <summary>Epochs without an improvement after which the run ends; at least 1.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much a value has to be better than the best so far to count as an improvement; finite and not negative.</summary>
    public double MinDelta { get; init; }
}
