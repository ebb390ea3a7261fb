namespace SparseGen;

/// <summary>
/// Sharpness-aware minimisation with the Euclidean norm: the gradient at p + e with e = rho g / |g|, the norm over all parameters together, and the
/// optimiser's step from p (Foret et al. 2020, arXiv 2010.01412). With <see cref="Adaptive"/>, e = rho p^2 g / |p g| with products and squares element by
/// element (Kwon et al. 2021, arXiv 2102.11600, without its bias term).
/// </summary>
/// <remarks>
/// 1e-12 is added to the norm, as in ports of the method; its own code divides by the bare norm. So a gradient of zero gives e = 0 and not NaN; norms
/// that single precision can tell from 0 are far above it. The adaptive form never moves a parameter that is 0.
/// </remarks>
public sealed class SharpnessAwareMinimization : ITrainingHook, IStateful
{
    private const double AddedToNorm = 1e-12;

    private readonly SavedParameters _saved = new();
    private ParameterVector? _direction;

    /// <summary>Looks ahead by a radius.</summary>
    /// <param name="rho">The radius; finite and not negative. The paper recommends 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public SharpnessAwareMinimization(float rho = 0.05f) => Rho = NumberArguments.NotNegative(rho, nameof(rho));

    /// <summary>The radius.</summary>
    public float Rho { get; }

    /// <summary>Whether the radius is in units of each parameter.</summary>
    public bool Adaptive { get; init; }

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.LooksAhead;

    /// <inheritdoc/>
    public HookEffects RefusedBehind =>
        HookEffects.ChangesBatch | HookEffects.RescalesGradient | HookEffects.FollowsLoss | HookEffects.LooksAhead;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("rho", Rho);
        state.Setting("adaptive", Adaptive);
    }

    /// <inheritdoc/>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        float loss = next(batch);
        _direction ??= context.Parameters.CreateLike();
        _direction.CopyFrom(context.Gradients);
        using (_saved.Move(context.Parameters, FactorOfDirection(context.Parameters), _direction))
        {
            next(batch);
        }

        return loss;
    }

    /// <summary>Makes the gradient the direction of the move, and gives the factor that makes it as long as it should be.</summary>
    private float FactorOfDirection(ParameterVector parameters)
    {
        if (Adaptive)
        {
            _direction!.Update(new MultiplicationRule(1), parameters, null, null);
        }

        double norm = _direction!.Norm();
        if (Adaptive)
        {
            _direction.Update(new MultiplicationRule(1), parameters, null, null);
        }

        return (float)(Rho / (norm + AddedToNorm));
    }
}
