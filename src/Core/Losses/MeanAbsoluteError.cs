namespace SparseGen;

/// <summary>
/// The mean of |output - target| over all elements of the batch, as <c>torch.nn.L1Loss</c> has it by default. The gradient is the sign of the difference, and 0
/// where there is none; the second derivative is 0. It is least at the median of what may come, and a few wild targets move it little.
/// </summary>
public sealed class MeanAbsoluteError : ILoss, ITargetCheck
{
    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(MeanAbsoluteError), nameof(targets));
        return ElementLoss.Evaluate(default(Absolute), output, targets, batchSize, outputGradient);
    }

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(MeanAbsoluteError), nameof(targets));
        ElementLoss.EvaluateTangent(default(Absolute), output, targets, batchSize, outputTangent, outputGradientTangent);
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => ElementLoss.RefuseLabels(data.HasLabels, nameof(MeanAbsoluteError), name);

    private readonly struct Absolute : IElementLoss
    {
        public double Value(double difference, int index) => Math.Abs(difference);

        // What is neither above nor below is 0, or NaN and stays it.
        public double Slope(double difference, int index) => difference > 0 ? 1 : difference < 0 ? -1 : difference;

        public double Curvature(double difference, int index) => 0;
    }
}
