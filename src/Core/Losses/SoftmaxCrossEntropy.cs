namespace SparseGen;

/// <summary>
/// Cross-entropy between the softmax of the outputs and the targets, mean over the batch, as <c>torch.nn.CrossEntropyLoss</c>:
/// loss = -sum_k q_k log softmax(z)_k with q = (1 - s) target + s / K for label smoothing s and K classes (Szegedy et al. 2015,
/// arXiv 1512.00567, section 7); the gradient is (softmax(z) - q) / batch. Targets are labels, or the probabilities of the classes:
/// none negative, and those of a sample sum to 1 within 1e-3.
/// </summary>
public sealed class SoftmaxCrossEntropy : ILoss, ITargetCheck, IStateful
{
    /// <summary>Cross-entropy with or without label smoothing.</summary>
    /// <param name="labelSmoothing">The share s of the target that is spread evenly over all classes; in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public SoftmaxCrossEntropy(float labelSmoothing = 0) => LabelSmoothing = NumberArguments.ShareBelowOne(labelSmoothing, nameof(labelSmoothing));

    /// <summary>The share of the target that is spread evenly over all classes.</summary>
    public float LabelSmoothing { get; }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("label smoothing", LabelSmoothing);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or a target is not a probability: negative, not finite, or of a sample whose targets do not sum to 1 within 1e-3.
    /// </exception>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        int classes = LossArguments.OutputSize(output, targets, batchSize, outputGradient);

        // All of them, before the gradient is touched.
        LabelArguments.Check(targets.Labels, classes, nameof(targets));
        ProbabilityArguments.Check(targets.Values, classes, nameof(targets));

        double sum = 0;
        for (int sample = 0; sample < batchSize; sample++)
        {
            int start = sample * classes;
            ReadOnlySpan<float> logits = output.Slice(start, classes);
            ReadOnlySpan<float> probabilities = targets.AreLabels ? default : targets.Values.Slice(start, classes);
            int label = targets.AreLabels ? targets.Labels[sample] : -1;
            Span<float> gradient = outputGradient.IsEmpty ? default : outputGradient.Slice(start, classes);
            sum += EvaluateSample(logits, label, probabilities, gradient, 1.0 / batchSize);
        }

        return (float)(sum / batchSize);
    }

    /// <inheritdoc/>
    /// <remarks>With p = softmax(z), m the sum of the targets of a sample (1 for labels) and z' the tangent: m p (z' - sum p z') / batch.</remarks>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        int classes = LossArguments.OutputSize(output, targets, batchSize, outputTangent, outputGradientTangent);

        // All of them, before the gradient is touched.
        LabelArguments.Check(targets.Labels, classes, nameof(targets));
        ProbabilityArguments.Check(targets.Values, classes, nameof(targets));

        for (int sample = 0; sample < batchSize; sample++)
        {
            int start = sample * classes;
            double targetMass = 1;
            if (!targets.AreLabels)
            {
                targetMass = LabelSmoothing;
                foreach (float probability in targets.Values.Slice(start, classes))
                {
                    targetMass += (1 - (double)LabelSmoothing) * probability;
                }
            }

            ReadOnlySpan<float> logits = output.Slice(start, classes);
            ReadOnlySpan<float> tangent = outputTangent.Slice(start, classes);
            double logSum = LogSum(logits);
            double mean = 0;
            for (int k = 0; k < classes; k++)
            {
                mean += Math.Exp(logits[k] - logSum) * tangent[k];
            }

            for (int k = 0; k < classes; k++)
            {
                outputGradientTangent[start + k] = (float)(targetMass / batchSize * Math.Exp(logits[k] - logSum) * (tangent[k] - mean));
            }
        }
    }

    /// <summary>log sum exp(z): softmax(z) is exp(z - it).</summary>
    /// <remarks>A few outputs a sample: double precision costs nothing here, and the maximum is taken out so that no exponential overflows.</remarks>
    internal static double LogSum(ReadOnlySpan<float> logits)
    {
        double maximum = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            maximum = Math.Max(maximum, logit);
        }

        double exponentials = 0;
        foreach (float logit in logits)
        {
            exponentials += Math.Exp(logit - maximum);
        }

        return maximum + Math.Log(exponentials);
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name)
    {
        LabelArguments.Check(data.Labels, outputs, name);
        ProbabilityArguments.Check(data.TargetValues, outputs, name);
    }

    private double EvaluateSample(
        ReadOnlySpan<float> logits, int label, ReadOnlySpan<float> probabilities, Span<float> gradient, double gradientScale)
    {
        double logSum = LogSum(logits);
        double evenShare = (double)LabelSmoothing / logits.Length;
        double targetShare = 1 - (double)LabelSmoothing;
        double targetMass = 0;
        double loss = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            double target = (targetShare * TargetOf(k, label, probabilities)) + evenShare;
            targetMass += target;

            // A class that cannot occur adds nothing, even where its logit is minus infinity.
            loss += target == 0 ? 0 : target * (logSum - logits[k]);
        }

        for (int k = 0; k < gradient.Length; k++)
        {
            double target = (targetShare * TargetOf(k, label, probabilities)) + evenShare;
            gradient[k] = (float)(gradientScale * ((targetMass * Math.Exp(logits[k] - logSum)) - target));
        }

        return loss;
    }

    private static double TargetOf(int k, int label, ReadOnlySpan<float> probabilities) =>
        probabilities.IsEmpty ? (k == label ? 1 : 0) : probabilities[k];
}
