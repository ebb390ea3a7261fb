namespace SparseGen;

/// <summary>
/// Flooding: makes |L - b| + b small, with L the mean loss of the batch and b the flood level. The gradient is sign(L - b) grad L, and 0 where the two are
/// equal, so training climbs again where the loss is below the level (Ishida et al. 2020, arXiv 2002.08709).
/// </summary>
/// <remarks>The sign is that of the batch's mean, not of each sample's loss. The step reports L itself.</remarks>
public sealed class Flooding : ITrainingHook, IStateful
{
    /// <summary>Floods to a level.</summary>
    /// <param name="level">The level b; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public Flooding(float level) => Level = NumberArguments.Finite(level, nameof(level));

    /// <summary>The flood level.</summary>
    public float Level { get; }

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.FollowsLoss;

    /// <summary>A second flooding would turn the gradient round again.</summary>
    public HookEffects RefusedBehind => HookEffects.FollowsLoss;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("level", Level);
    }

    /// <inheritdoc/>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        float loss = next(batch);
        if (loss < Level)
        {
            context.Gradients.Scale(-1);
        }
        else if (loss == Level)
        {
            context.Gradients.Clear();
        }

        return loss;
    }
}
