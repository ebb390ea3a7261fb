namespace SparseGen.Compression;

/// <summary>
/// How sparse weights are after so many steps (Zhu and Gupta 2017, arXiv 1710.01878, equation 1): s = s_f + (s_i - s_f) (1 - (t - t_0) / (n dt))^3 at the steps t_0, t_0 + dt, ...,
/// t_0 + n dt. Much is pruned at first, while there is much that is superfluous, and ever less towards the end.
/// </summary>
public sealed record PruningSchedule
{
    /// <summary>A schedule.</summary>
    /// <param name="finalSparsity">s_f, in [0, 1).</param>
    /// <param name="start">t_0, steps before the first pruning; at least 0.</param>
    /// <param name="interval">dt, steps from pruning to pruning; at least 1.</param>
    /// <param name="updates">n, prunings after the first; at least 1.</param>
    /// <param name="initialSparsity">s_i, from 0 to s_f.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PruningSchedule(double finalSparsity, long start, long interval, int updates, double initialSparsity = 0)
    {
        PruningChecks.Sparsity(finalSparsity, PruningPattern.Weights, nameof(finalSparsity));
        if (!(initialSparsity >= 0 && initialSparsity <= finalSparsity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(initialSparsity), initialSparsity, $"initialSparsity is {initialSparsity}; expected 0 to {finalSparsity}, the final one.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(updates, 1);
        (FinalSparsity, Start, Interval, Updates, InitialSparsity) = (finalSparsity, start, interval, updates, initialSparsity);
    }

    /// <summary>s_f, the sparsity in the end.</summary>
    public double FinalSparsity { get; }

    /// <summary>t_0, steps before the first pruning.</summary>
    public long Start { get; }

    /// <summary>dt, steps from pruning to pruning.</summary>
    public long Interval { get; }

    /// <summary>n, prunings after the first.</summary>
    public int Updates { get; }

    /// <summary>s_i, the sparsity of the first pruning.</summary>
    public double InitialSparsity { get; }

    /// <summary>Whether weights are pruned after so many steps.</summary>
    /// <param name="step">Finished steps.</param>
    public bool IsUpdate(long step) => step >= Start && (step - Start) % Interval == 0 && (step - Start) / Interval <= Updates;

    /// <summary>The sparsity after so many steps; 0 before the first pruning.</summary>
    /// <param name="step">Finished steps.</param>
    public double At(long step)
    {
        if (step < Start)
        {
            return 0;
        }

        long done = Math.Min((step - Start) / Interval, Updates);
        return FinalSparsity + ((InitialSparsity - FinalSparsity) * Math.Pow(1 - ((double)done / Updates), 3));
    }
}
