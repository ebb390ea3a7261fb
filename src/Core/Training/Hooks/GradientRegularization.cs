namespace SparseGen;

/// <summary>
/// Gradient regularisation: makes L + (gamma / 2) |grad L|^2 small, whose gradient is g + gamma H g with g = grad L and H the Hessian of L. H g comes
/// from finite differences of gradients along g, all of them over the batch of the step, or is exact
/// (Karakida, Takase, Hayase and Osawa 2022, arXiv 2210.02720).
/// </summary>
/// <remarks>
/// The move is epsilon times the gradient, not a step of fixed length. The factor of the estimate is gamma: it estimates H g, which is the gradient of
/// |g|^2 / 2. With gamma = epsilon the forward scheme leaves g(p + epsilon g), an unnormalised sharpness-aware step.
/// </remarks>
public sealed class GradientRegularization : ITrainingHook, IStateful
{
    private readonly SavedParameters _saved = new();
    private ParameterVector? _gradient;
    private ParameterVector? _second;

    /// <summary>A regulariser; forward differences unless <see cref="Scheme"/> says otherwise.</summary>
    /// <param name="gamma">Weight of the penalty; finite and not negative.</param>
    /// <param name="epsilon">Length of the move in units of the gradient; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public GradientRegularization(float gamma, float epsilon = 0.05f)
    {
        Gamma = NumberArguments.NotNegative(gamma, nameof(gamma));
        Epsilon = NumberArguments.Positive(epsilon, nameof(epsilon));
    }

    /// <summary>Weight of the penalty.</summary>
    public float Gamma { get; }

    /// <summary>Length of the move in units of the gradient.</summary>
    public float Epsilon { get; }

    /// <summary>
    /// How H g is found. A step throws <see cref="NotSupportedException"/> with <see cref="GradientScheme.Exact"/> where the model was not declared with
    /// <see cref="ModelAttribute.HessianProducts"/> or the loss has no second derivative, and <see cref="InvalidOperationException"/> with what is no scheme.
    /// </summary>
    public GradientScheme Scheme { get; init; } = GradientScheme.Forward;

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.RegularizesGradient;

    /// <summary>
    /// The exact product is that of the model's own loss, so nothing may stand between; differences of gradients bear hooks that say nothing of
    /// themselves and those that combine batches.
    /// </summary>
    public HookEffects RefusedBehind => Scheme == GradientScheme.Exact
        ? HookEffects.All & ~HookEffects.NeedsLabels
        : HookEffects.ChangesBatch | HookEffects.RescalesGradient | HookEffects.FollowsLoss | HookEffects.LooksAhead
            | HookEffects.RegularizesGradient;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("gamma", Gamma);
        state.Setting("epsilon", Epsilon);
        state.Setting("scheme", Scheme.ToString());
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><see cref="Scheme"/> is no scheme.</exception>
    /// <exception cref="NotSupportedException">
    /// <see cref="Scheme"/> is <see cref="GradientScheme.Exact"/>, and the model was not declared with <see cref="ModelAttribute.HessianProducts"/> or the loss does not
    /// implement <see cref="ILoss.EvaluateTangent"/>.
    /// </exception>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        float loss = next(batch);
        _gradient ??= context.Parameters.CreateLike();
        _gradient.CopyFrom(context.Gradients);
        switch (Scheme)
        {
            case GradientScheme.Forward:
                AddDifference(context, batch, next, Epsilon);
                break;
            case GradientScheme.Backward:
                AddDifference(context, batch, next, -Epsilon);
                break;
            case GradientScheme.Centered:
                AddCenteredDifference(context, batch, next);
                break;
            case GradientScheme.Exact:
                context.HessianProduct(_gradient, context.Gradients);
                context.Gradients.Scale(Gamma);
                context.Gradients.Axpy(1, _gradient);
                break;
            default:
                throw new InvalidOperationException($"{nameof(Scheme)} is {(int)Scheme}; it must be a member of {nameof(GradientScheme)}.");
        }

        return loss;
    }

    /// <summary>g + (gamma / distance) (g(p + distance g) - g); backward differences have a negative distance.</summary>
    private void AddDifference(TrainingContext context, TrainingBatch batch, GradientFunction next, float distance)
    {
        GradientAt(context, batch, next, distance);
        context.Gradients.Update(new InterpolationRule(Gamma / distance), _gradient!, null, null);
    }

    /// <summary>g + (gamma / (2 epsilon)) (g(p + epsilon g) - g(p - epsilon g)).</summary>
    private void AddCenteredDifference(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        GradientAt(context, batch, next, Epsilon);
        _second ??= context.Parameters.CreateLike();
        _second.CopyFrom(context.Gradients);
        GradientAt(context, batch, next, -Epsilon);

        // The difference comes first: what the two have in common cancels before it is scaled up.
        context.Gradients.Axpy(-1, _second);
        context.Gradients.Scale(-Gamma / (2 * Epsilon));
        context.Gradients.Axpy(1, _gradient!);
    }

    private void GradientAt(TrainingContext context, TrainingBatch batch, GradientFunction next, float distance)
    {
        using (_saved.Move(context.Parameters, distance, _gradient!))
        {
            next(batch);
        }
    }
}
