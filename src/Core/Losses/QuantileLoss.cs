using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// The quantile or pinball loss (Koenker and Bassett 1978, Econometrica 46, page 33), mean over all elements of the batch: with d the target less the output, q d
/// where d is positive and (q - 1) d where it is negative. It is least where a share q of what may come lies below the output, so a model with several quantiles
/// forecasts a range. The gradient is 0 where output and target are equal, and the second derivative is 0.
/// </summary>
/// <remarks>
/// Quantiles take turns: output i of a sample is of quantile i modulo their number, as a last <c>Linear(3)</c> on each token has three quantiles side by side. Each output
/// has a target of its own, so a target stands once for each quantile.
/// </remarks>
public sealed class QuantileLoss : ILoss, ITargetCheck, IStateful
{
    /// <summary>The loss of some quantiles.</summary>
    /// <param name="quantiles">At least one, each between 0 and 1: 0.1, 0.5 and 0.9, for instance.</param>
    /// <exception cref="ArgumentException">There is none, or one is not between 0 and 1.</exception>
    public QuantileLoss(params ReadOnlySpan<float> quantiles)
    {
        if (quantiles.IsEmpty)
        {
            throw new ArgumentException("quantiles is empty; expected at least one number between 0 and 1.", nameof(quantiles));
        }

        foreach (float quantile in quantiles)
        {
            if (!(quantile > 0 && quantile < 1))
            {
                throw new ArgumentException($"A quantile is {quantile.ToString(CultureInfo.InvariantCulture)}; it must be between 0 and 1.", nameof(quantiles));
            }
        }

        Quantiles = [.. quantiles];
    }

    /// <summary>The quantiles, in the order in which outputs have them.</summary>
    public ImmutableArray<float> Quantiles { get; }

    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        CheckOutputs(output.Length / Math.Max(1, batchSize), nameof(output));
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(QuantileLoss), nameof(targets));
        return ElementLoss.Evaluate(new Pinball(Quantiles), output, targets, batchSize, outputGradient);
    }

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        CheckOutputs(output.Length / Math.Max(1, batchSize), nameof(output));
        ElementLoss.RefuseLabels(targets.AreLabels, nameof(QuantileLoss), nameof(targets));
        ElementLoss.EvaluateTangent(new Pinball(Quantiles), output, targets, batchSize, outputTangent, outputGradientTangent);
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("quantiles", LossWeights.Text(Quantiles));
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name)
    {
        CheckOutputs(outputs, name);
        ElementLoss.RefuseLabels(data.HasLabels, nameof(QuantileLoss), name);
    }

    private void CheckOutputs(int outputs, string name)
    {
        if (outputs % Quantiles.Length != 0)
        {
            throw new ArgumentException(
                $"A sample has {outputs} outputs; with {Quantiles.Length} quantiles, which take turns, it must have a multiple of {Quantiles.Length}.", name);
        }
    }

    private readonly struct Pinball(ImmutableArray<float> quantiles) : IElementLoss
    {
        public double Value(double difference, int index) => difference * Slope(difference, index);

        public double Slope(double difference, int index)
        {
            double quantile = quantiles[index % quantiles.Length];
            return difference > 0 ? 1 - quantile : difference < 0 ? -quantile : difference;
        }

        public double Curvature(double difference, int index) => 0;
    }
}
