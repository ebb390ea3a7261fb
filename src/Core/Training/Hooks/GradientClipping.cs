namespace SparseGen;

/// <summary>
/// Scales the gradient down to a largest L2 norm over all parameters together, as <c>torch.nn.utils.clip_grad_norm_</c>:
/// g = g min(1, maxNorm / (|g| + 1e-6)) (Pascanu, Mikolov and Bengio 2012, arXiv 1211.5063, without the 1e-6).
/// </summary>
public sealed class GradientClipping : ITrainingHook, IStateful
{
    /// <summary>Clips to a norm.</summary>
    /// <param name="maxNorm">The largest norm; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public GradientClipping(float maxNorm) => MaxNorm = NumberArguments.Positive(maxNorm, nameof(maxNorm));

    /// <summary>The largest norm.</summary>
    public float MaxNorm { get; }

    /// <summary>The norm of the last gradient before it was clipped; 0 before the first step.</summary>
    public double LastNorm { get; private set; }

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.RescalesGradient;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("largest norm", MaxNorm);
        state.Real("last norm", () => LastNorm, value => LastNorm = value);
    }

    /// <inheritdoc/>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        float loss = next(batch);
        LastNorm = context.Gradients.Norm();
        double factor = MaxNorm / (LastNorm + 1e-6);
        if (factor < 1)
        {
            context.Gradients.Scale((float)factor);
        }

        return loss;
    }
}
