using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// Cross-entropy of yes or no for each output, mean over all elements of the batch, as <c>torch.nn.BCEWithLogitsLoss</c>: with p = sigmoid(output),
/// loss = -w y log p - (1 - y) log(1 - p) for a target y of 0 to 1 and the weight w of <see cref="PositiveWeights"/>; the gradient is ((1 - y + w y) p - w y) / elements.
/// It is computed from the output, so no logarithm of 0 comes up.
/// </summary>
/// <remarks>
/// Targets are a number of 0 to 1 for each output, where several may be 1; or, for models of one output, labels 0 and 1. The accuracy that a trainer reports is then
/// that of the class 1 where the output is positive.
/// </remarks>
public sealed class BinaryCrossEntropy : ILoss, ITargetCheck, IStateful, ICountedLoss
{
    /// <summary>
    /// How much a yes counts beside a no: one weight for all outputs, or one for each; none (1) by default. A rare yes is often given no / yes of the training samples.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public ImmutableArray<float> PositiveWeights
    {
        get;
        init => field = LossWeights.Checked(value, nameof(PositiveWeights));
    } = [];

    /// <summary>
    /// The target of what nobody knows, as a label or as a number; none by default. Such elements add nothing, and the mean is over the others; where there are none, loss and
    /// gradient are 0.
    /// </summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit, there are labels for more than one output, or a target is not 0 to 1.</exception>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        int outputs = LossArguments.OutputSize(output, targets, batchSize, outputGradient);
        Check(targets.Labels, targets.Values, targets.AreLabels, outputs, nameof(targets));
        double weight = Math.Max(1, Weigh(targets, batchSize));
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double gradient = 0;
            if (!IsIgnored(targets, i))
            {
                double y = TargetOf(targets, i), positive = WeightOf(i % outputs), z = output[i];
                double scale = 1 - y + (positive * y);
                double tail = Math.Log(1 + Math.Exp(-Math.Abs(z)));

                // What cannot be adds nothing, even where its logit is infinite.
                sum += (y == 1 ? 0 : (1 - y) * (tail + Math.Max(z, 0))) + (y == 0 ? 0 : positive * y * (tail + Math.Max(-z, 0)));
                gradient = (scale * Sigmoid(z)) - (positive * y);
            }

            if (!outputGradient.IsEmpty)
            {
                outputGradient[i] = (float)(gradient / weight);
            }
        }

        return (float)(sum / weight);
    }

    /// <inheritdoc/>
    /// <remarks>(1 - y + w y) p (1 - p) z' / elements.</remarks>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        int outputs = LossArguments.OutputSize(output, targets, batchSize, outputTangent, outputGradientTangent);
        Check(targets.Labels, targets.Values, targets.AreLabels, outputs, nameof(targets));
        double weight = Math.Max(1, Weigh(targets, batchSize));
        for (int i = 0; i < output.Length; i++)
        {
            double tangent = 0;
            if (!IsIgnored(targets, i))
            {
                double y = TargetOf(targets, i), p = Sigmoid(output[i]), rest = Sigmoid(-(double)output[i]);
                tangent = (1 - y + (WeightOf(i % outputs) * y)) * p * rest * outputTangent[i];
            }

            outputGradientTangent[i] = (float)(tangent / weight);
        }
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("positive weights", LossWeights.Text(PositiveWeights));
        state.Setting("ignored label", IgnoredLabel?.ToString(CultureInfo.InvariantCulture) ?? "none");
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => Check(data.Labels, data.TargetValues, data.HasLabels, outputs, name);

    /// <inheritdoc/>
    double ICountedLoss.Weigh(Targets targets, int batchSize) => Weigh(targets, batchSize);

    /// <inheritdoc/>
    bool ICountedLoss.IsJudged(int label) => label != IgnoredLabel;

    /// <inheritdoc/>
    int ICountedLoss.Predict(ReadOnlySpan<float> outputs) => float.IsNaN(outputs[0]) ? Scores.None : outputs[0] > 0 ? 1 : 0;

    private int Weigh(Targets targets, int batchSize)
    {
        int elements = targets.AreLabels ? batchSize : targets.Values.Length;
        int ignored = 0;
        for (int i = 0; i < elements && IgnoredLabel is not null; i++)
        {
            ignored += IsIgnored(targets, i) ? 1 : 0;
        }

        return elements - ignored;
    }

    private void Check(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, bool areLabels, int outputs, string name)
    {
        if (PositiveWeights.Length > 1)
        {
            LossWeights.CheckCount(PositiveWeights, outputs, nameof(PositiveWeights), name);
        }

        if (areLabels && outputs != 1)
        {
            throw new ArgumentException(
                $"{name} holds labels and a sample has {outputs} outputs; BinaryCrossEntropy takes labels for one output, and else a number of 0 to 1 for each.", name);
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] is not (0 or 1) && labels[i] != IgnoredLabel)
            {
                throw new ArgumentException($"The label of sample {i} is {labels[i]}; for BinaryCrossEntropy it must be 0 or 1{OrIgnored()}.", name);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= 1) && values[i] != IgnoredLabel)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The target of output {i % outputs} of sample {i / outputs} is {values[i]}; for BinaryCrossEntropy it must be 0 to 1{OrIgnored()}."),
                    name);
            }
        }
    }

    private string OrIgnored() => IgnoredLabel is int ignored ? string.Create(CultureInfo.InvariantCulture, $", or {ignored}, which is ignored") : string.Empty;

    private bool IsIgnored(Targets targets, int element) =>
        IgnoredLabel is int ignored && (targets.AreLabels ? targets.Labels[element] == ignored : targets.Values[element] == ignored);

    private double WeightOf(int output) => PositiveWeights.Length switch { 0 => 1, 1 => PositiveWeights[0], _ => PositiveWeights[output] };

    private static double TargetOf(Targets targets, int element) => targets.AreLabels ? targets.Labels[element] : targets.Values[element];

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
