namespace SparseGen;

/// <summary>
/// MixUp: each sample becomes lambda times itself and 1 - lambda times another one of the batch, inputs and targets alike. One lambda a batch, from
/// Beta(alpha, alpha), and a random order of the batch as the partners (Zhang et al. 2017, arXiv 1710.09412).
/// </summary>
/// <remarks>Labels become probabilities of the classes, so the loss has to take numbers, as <see cref="SoftmaxCrossEntropy"/> does.</remarks>
public sealed class MixUp : DataHook, ITargetCheck
{
    private float[] _targets = [];
    private int[] _partners = [];

    /// <summary>Mixes batches.</summary>
    /// <param name="alpha">Both parameters of the beta distribution; finite and greater than 0. Small ones mix little.</param>
    /// <param name="seed">With the number of the step, decides what is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public MixUp(float alpha, ulong seed = 0)
        : base(seed) => Alpha = NumberArguments.Positive(alpha, nameof(alpha));

    /// <summary>Both parameters of the beta distribution.</summary>
    public float Alpha { get; }

    /// <summary>The share of each sample itself in the last batch; NaN before the first.</summary>
    public float LastShare { get; private set; } = float.NaN;

    /// <summary>What stands behind gets probabilities in place of labels.</summary>
    public override HookEffects RefusedBehind => HookEffects.NeedsLabels;

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => LabelArguments.Check(data.Labels, outputs, name);

    private protected override void DescribeState(StateFields state)
    {
        base.DescribeState(state);
        state.Setting("alpha", Alpha);
        state.Real("last share", () => LastShare, value => LastShare = (float)value);
    }

    /// <inheritdoc/>
    protected override Targets Change(TrainingContext context, TrainingBatch batch, CounterRandom random, Span<float> input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        if (batch.Targets.AreLabels && context.Loss is SoftmaxCrossEntropy { IgnoredLabel: int ignored })
        {
            throw new InvalidOperationException(
                $"{nameof(MixUp)} makes probabilities of labels, and a sample with the ignored label {ignored} has none; leave those samples out of the data.");
        }

        int outputs = context.Model.OutputSize;
        if (_partners.Length < context.MaxBatch)
        {
            _partners = new int[context.MaxBatch];
            _targets = new float[context.MaxBatch * outputs];
        }

        // A multiple of 2^-24, so that 1 - share is exact too and the two make 1.
        float share = (float)(Math.Round(BetaDistribution.Sample(Alpha, random) * (1 << 24)) / (1 << 24));
        Span<int> partners = _partners.AsSpan(0, batch.Size);
        Permutations.Identity(partners);
        Permutations.Shuffle(partners, random);

        Span<float> targets = _targets.AsSpan(0, batch.Size * outputs);
        if (batch.Targets.AreLabels)
        {
            MixLabels(batch.Targets.Labels, partners, share, targets, outputs);
        }
        else
        {
            Mix(batch.Targets.Values, partners, share, targets, outputs);
        }

        Mix(batch.Input, partners, share, input, context.Model.InputSize);
        LastShare = share;
        return Targets.FromValues(targets);
    }

    private static void Mix(ReadOnlySpan<float> source, ReadOnlySpan<int> partners, float share, Span<float> destination, int size)
    {
        for (int sample = 0; sample < partners.Length; sample++)
        {
            ReadOnlySpan<float> own = source.Slice(sample * size, size);
            ReadOnlySpan<float> other = source.Slice(partners[sample] * size, size);
            Span<float> mixed = destination.Slice(sample * size, size);
            for (int i = 0; i < size; i++)
            {
                mixed[i] = (share * own[i]) + ((1 - share) * other[i]);
            }
        }
    }

    private static void MixLabels(ReadOnlySpan<int> labels, ReadOnlySpan<int> partners, float share, Span<float> targets, int classes)
    {
        targets.Clear();
        for (int sample = 0; sample < labels.Length; sample++)
        {
            targets[(sample * classes) + LabelArguments.Checked(labels, sample, classes, nameof(labels))] = share;
        }

        for (int sample = 0; sample < labels.Length; sample++)
        {
            targets[(sample * classes) + labels[partners[sample]]] += 1 - share;
        }
    }
}
