using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// Cross-entropy between the softmax of the outputs and the targets, mean over the batch, as <c>torch.nn.CrossEntropyLoss</c>:
/// loss = -sum_k q_k log softmax(z)_k with q = (1 - s) target + s / K for label smoothing s and K classes (Szegedy et al. 2015,
/// arXiv 1512.00567, section 7); the gradient is (softmax(z) - q) / batch. Targets are labels, or the probabilities of the classes:
/// none negative, and those of a sample sum to 1 within 1e-3.
/// </summary>
/// <remarks>
/// With <see cref="ClassWeights"/> w each q_k is multiplied by w_k. The mean is then a weighted one, as PyTorch has it: with labels it divides by the sum of the weights of the
/// labels, with probabilities by the batch. Samples with the <see cref="IgnoredLabel"/> are in neither sum; where no weight is left, loss and gradient are 0 (PyTorch says NaN).
/// </remarks>
public sealed class SoftmaxCrossEntropy : ILoss, ITargetCheck, IStateful, ICountedLoss
{
    /// <summary>Cross-entropy with or without label smoothing.</summary>
    /// <param name="labelSmoothing">The share s of the target that is spread evenly over all classes; in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public SoftmaxCrossEntropy(float labelSmoothing = 0) => LabelSmoothing = NumberArguments.ShareBelowOne(labelSmoothing, nameof(labelSmoothing));

    /// <summary>The share of the target that is spread evenly over all classes.</summary>
    public float LabelSmoothing { get; }

    /// <summary>How much each class counts, [classes]; none (all the same) by default. Rare classes are often given samples / (classes * samples of the class).</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public ImmutableArray<float> ClassWeights
    {
        get;
        init => field = LossWeights.Checked(value, nameof(ClassWeights));
    } = [];

    /// <summary>
    /// The label of samples that nobody has named, which add nothing; none by default. Any number will do for a step, and one that is not negative for a
    /// <see cref="Dataset"/>: the number of classes, or 255.
    /// </summary>
    public int? IgnoredLabel { get; init; }

    /// <summary>Whether it is what hooks that add terms of their own are written for: every sample and class counts the same.</summary>
    internal bool IsPlain => ClassWeights.IsEmpty && IgnoredLabel is null;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("label smoothing", LabelSmoothing);

        // States of plain ones are as they were before there were others.
        if (!ClassWeights.IsEmpty)
        {
            state.Setting("class weights", LossWeights.Text(ClassWeights));
        }

        if (IgnoredLabel is int ignored)
        {
            state.Setting("ignored label", ignored);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or a target is not a probability: negative, not finite, or of a sample whose targets do not sum to 1 within 1e-3.
    /// </exception>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        int classes = LossArguments.OutputSize(output, targets, batchSize, outputGradient);

        // All of them, before the gradient is touched.
        Check(targets.Labels, targets.Values, classes, nameof(targets));

        double weight = Weigh(targets, batchSize), share = weight > 0 ? 1 / weight : 0;
        double sum = 0;
        for (int sample = 0; sample < batchSize; sample++)
        {
            int start = sample * classes;
            ReadOnlySpan<float> logits = output.Slice(start, classes);
            ReadOnlySpan<float> probabilities = targets.AreLabels ? default : targets.Values.Slice(start, classes);
            int label = targets.AreLabels ? targets.Labels[sample] : Scores.None;
            Span<float> gradient = outputGradient.IsEmpty ? default : outputGradient.Slice(start, classes);
            if (targets.AreLabels && label == IgnoredLabel)
            {
                gradient.Clear();
            }
            else
            {
                sum += EvaluateSample(logits, label, probabilities, gradient, share);
            }
        }

        return (float)(weight > 0 ? sum / weight : 0);
    }

    /// <inheritdoc/>
    /// <remarks>With p = softmax(z), m the sum of the weighted targets of a sample (1 for labels without weights) and z' the tangent: m p (z' - sum p z') / batch.</remarks>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        int classes = LossArguments.OutputSize(output, targets, batchSize, outputTangent, outputGradientTangent);

        // All of them, before the gradient is touched.
        Check(targets.Labels, targets.Values, classes, nameof(targets));

        double weight = Weigh(targets, batchSize), share = weight > 0 ? 1 / weight : 0;
        for (int sample = 0; sample < batchSize; sample++)
        {
            int start = sample * classes;
            ReadOnlySpan<float> probabilities = targets.AreLabels ? default : targets.Values.Slice(start, classes);
            int label = targets.AreLabels ? targets.Labels[sample] : Scores.None;
            if (targets.AreLabels && label == IgnoredLabel)
            {
                outputGradientTangent.Slice(start, classes).Clear();
                continue;
            }

            double targetMass = 0;
            for (int k = 0; k < classes; k++)
            {
                targetMass += TargetOf(k, label, probabilities, classes);
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
                outputGradientTangent[start + k] = (float)(targetMass * share * Math.Exp(logits[k] - logSum) * (tangent[k] - mean));
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
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => Check(data.Labels, data.TargetValues, outputs, name);

    /// <inheritdoc/>
    double ICountedLoss.Weigh(Targets targets, int batchSize) => Weigh(targets, batchSize);

    /// <inheritdoc/>
    bool ICountedLoss.IsJudged(int label) => label != IgnoredLabel;

    private double Weigh(Targets targets, int batchSize)
    {
        if (!targets.AreLabels || IsPlain)
        {
            return batchSize;
        }

        double sum = 0;
        foreach (int label in targets.Labels)
        {
            sum += label == IgnoredLabel ? 0 : WeightOf(label);
        }

        return sum;
    }

    private void Check(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes, string name)
    {
        LossWeights.CheckCount(ClassWeights, classes, nameof(ClassWeights), name);
        LabelArguments.Check(labels, classes, name, IgnoredLabel);
        ProbabilityArguments.Check(probabilities, classes, name);
    }

    private double EvaluateSample(
        ReadOnlySpan<float> logits, int label, ReadOnlySpan<float> probabilities, Span<float> gradient, double gradientScale)
    {
        double logSum = LogSum(logits);
        double targetMass = 0;
        double loss = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            double target = TargetOf(k, label, probabilities, logits.Length);
            targetMass += target;

            // A class that cannot occur adds nothing, even where its logit is minus infinity.
            loss += target == 0 ? 0 : target * (logSum - logits[k]);
        }

        for (int k = 0; k < gradient.Length; k++)
        {
            double target = TargetOf(k, label, probabilities, logits.Length);
            gradient[k] = (float)(gradientScale * ((targetMass * Math.Exp(logits[k] - logSum)) - target));
        }

        return loss;
    }

    /// <summary>w_k q_k: the target of a class, smoothed and weighted.</summary>
    private double TargetOf(int k, int label, ReadOnlySpan<float> probabilities, int classes)
    {
        double target = probabilities.IsEmpty ? (k == label ? 1 : 0) : probabilities[k];
        return WeightOf(k) * (((1 - (double)LabelSmoothing) * target) + ((double)LabelSmoothing / classes));
    }

    private double WeightOf(int k) => ClassWeights.IsEmpty ? 1 : ClassWeights[k];
}
