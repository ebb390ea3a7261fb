namespace SparseGen;

/// <summary>
/// Huber's loss (1964, Annals of Mathematical Statistics 35, page 73), mean over all elements of the batch, as <c>torch.nn.HuberLoss</c>: with d the output less
/// its target, d^2 / 2 where |d| is at most delta, and delta (|d| - delta / 2) beyond. Smooth like the squared error near the target, and as calm as the absolute one far away.
/// </summary>
public sealed class HuberLoss : ILoss, ITargetCheck, IStateful
{
    /// <summary>The loss with its place of change.</summary>
    /// <param name="delta">Where the parabola becomes a line, in the units of the targets; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public HuberLoss(float delta = 1) => Delta = NumberArguments.Positive(delta, nameof(delta));

    /// <summary>Where the parabola becomes a line, in the units of the targets.</summary>
    public float Delta { get; }

    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(HuberLoss), nameof(targets));
        return ElementLoss.Evaluate(new Rule(Delta), output, targets, batchSize, outputGradient);
    }

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(HuberLoss), nameof(targets));
        ElementLoss.EvaluateTangent(new Rule(Delta), output, targets, batchSize, outputTangent, outputGradientTangent);
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("delta", Delta);
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => ElementLoss.RefuseLabels(data.HasLabels, nameof(HuberLoss), name);

    private readonly struct Rule(double delta) : IElementLoss
    {
        public double Value(double difference, int index)
        {
            double distance = Math.Abs(difference);
            return distance <= delta ? 0.5 * difference * difference : delta * (distance - (0.5 * delta));
        }

        public double Slope(double difference, int index) => difference > delta ? delta : difference < -delta ? -delta : difference;

        public double Curvature(double difference, int index) => Math.Abs(difference) <= delta ? 1 : 0;
    }
}
