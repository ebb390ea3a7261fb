namespace SparseGen;

/// <summary>
/// Linear warm-up, then half a cosine (Loshchilov and Hutter 2016, arXiv 1608.03983, without restarts). With W warm-up steps of T:
/// step t &lt; W has peak (t + 1) / W, and step t &gt;= W has minimum + (peak - minimum) (1 + cos(pi (t - W) / (T - W))) / 2, as
/// PyTorch's <c>CosineAnnealingLR</c> with T_max = T - W.
/// </summary>
public sealed class CosineSchedule : ILearningRateSchedule, IStateful
{
    /// <summary>A schedule; the peak and the number of steps are those of the run.</summary>
    /// <param name="warmUpSteps">Steps of the warm-up; not negative. A run that is shorter is all warm-up.</param>
    /// <param name="minimumLearningRate">What the cosine falls to; finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public CosineSchedule(int warmUpSteps = 0, float minimumLearningRate = 0)
    {
        if (warmUpSteps < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmUpSteps), warmUpSteps, $"warmUpSteps is {warmUpSteps}; it must not be negative.");
        }

        WarmUpSteps = warmUpSteps;
        MinimumLearningRate = NumberArguments.NotNegative(minimumLearningRate, nameof(minimumLearningRate));
    }

    /// <summary>Steps of the warm-up.</summary>
    public int WarmUpSteps { get; }

    /// <summary>What the cosine falls to.</summary>
    public float MinimumLearningRate { get; }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("warm-up steps", WarmUpSteps);
        state.Setting("minimum", MinimumLearningRate);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public float LearningRate(float peak, int step, int totalSteps)
    {
        if (step < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, $"step is {step}; it must not be negative.");
        }

        if (step < WarmUpSteps)
        {
            return (float)((double)peak * (step + 1) / WarmUpSteps);
        }

        double progress = (step - WarmUpSteps) / (double)Math.Max(1, totalSteps - WarmUpSteps);
        double height = (1 + Math.Cos(Math.PI * Math.Min(1, progress))) / 2;
        return (float)(MinimumLearningRate + (((double)peak - MinimumLearningRate) * height));
    }
}
