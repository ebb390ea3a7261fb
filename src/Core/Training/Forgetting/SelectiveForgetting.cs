namespace SparseGen;

/// <summary>
/// Makes a model forget to use some information of its inputs, with samples that carry it and are at hand (Hayase, Yasutomi and Katoh 2020, arXiv 2012.11849). The
/// batches of the step are such samples with corrected labels y. With a label r that is drawn for each sample, other than y, the objective is
/// forgetting weight * CE(f(x), r) + correction weight * CE(f(x), y) + the remembering terms.
/// </summary>
/// <remarks>
/// <para>
/// The paper's abstract names the three terms and not their weights. Random labels for forgetting and the squared change of parameters for remembering are as public
/// code has them; cross-entropy on corrected labels is the natural reading. All weights are therefore settings with defaults of ours: 1 for forgetting, 1 for
/// correction, and those of the remembering terms.
/// </para>
/// <para>
/// Cross-entropy is linear in its targets, so both terms of a batch are one evaluation with (weight r + weight y) / (sum of weights) as the probabilities of the
/// classes. The trainer's loss has to be <see cref="SoftmaxCrossEntropy"/>, with or without label smoothing; with another one the step throws.
/// </para>
/// </remarks>
public sealed class SelectiveForgetting : ITrainingHook, IStateful
{
    private static readonly ulong Stream = CounterRandom.Hash(nameof(SelectiveForgetting));

    private readonly RememberingTerm[] _remembering;
    private readonly CounterRandom _random;
    private readonly ulong _seed;
    private float[] _targets = [];

    /// <summary>Forgets and remembers.</summary>
    /// <param name="remembering">What keeps the rest; usually one of <see cref="ElasticWeightConsolidation"/> and <see cref="Distillation"/>.</param>
    /// <param name="forgettingWeight">Factor of the cross-entropy with random labels; finite and not negative.</param>
    /// <param name="correctionWeight">Factor of the cross-entropy with corrected labels; finite and not negative, and one of the two greater than 0.</param>
    /// <param name="seed">With the number of the step, decides the random labels.</param>
    /// <exception cref="ArgumentException">A term is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is outside its range.</exception>
    public SelectiveForgetting(
        IEnumerable<RememberingTerm> remembering, float forgettingWeight = 1, float correctionWeight = 1, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(remembering);
        _remembering = [.. remembering];
        int missing = Array.IndexOf(_remembering, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"remembering has null at place {missing}; expected terms.", nameof(remembering));
        }

        ForgettingWeight = NumberArguments.NotNegative(forgettingWeight, nameof(forgettingWeight));
        CorrectionWeight = NumberArguments.NotNegative(correctionWeight, nameof(correctionWeight));
        NumberArguments.Positive(forgettingWeight + correctionWeight, "forgettingWeight + correctionWeight");
        _seed = seed;
        _random = new CounterRandom(seed, Stream);
    }

    /// <summary>Factor of the cross-entropy with random labels.</summary>
    public float ForgettingWeight { get; }

    /// <summary>Factor of the cross-entropy with corrected labels.</summary>
    public float CorrectionWeight { get; }

    /// <summary>Whether random labels may be the corrected one too; not by default.</summary>
    public bool DrawAllLabels { get; init; }

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.CombinesBatches | HookEffects.NeedsLabels;

    /// <summary>What changes a gradient would change each term alone; and a second one would draw labels for batches that have none any more.</summary>
    public HookEffects RefusedBehind => HookEffects.All & ~HookEffects.Unknown;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("forgetting weight", ForgettingWeight);
        state.Setting("correction weight", CorrectionWeight);
        state.Setting("all labels", DrawAllLabels);
        state.Setting("seed", _seed);
        for (int i = 0; i < _remembering.Length; i++)
        {
            state.Part($"remembering.{i}", _remembering[i]);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The targets are numbers, the trainer's loss is not the <see cref="SoftmaxCrossEntropy"/> that the terms are written for, or a term was made for another
    /// model.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside the range of the outputs.</exception>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        HookArguments.CrossEntropy(context.Loss, nameof(SelectiveForgetting));
        foreach (RememberingTerm term in _remembering)
        {
            term.Check(context);
        }

        if (!batch.Targets.AreLabels)
        {
            throw new InvalidOperationException(
                "SelectiveForgetting needs labels, a class for each sample, and the batch has target numbers; hand labels to Step, or a data set with labels to Fit.");
        }

        float weight = ForgettingWeight + CorrectionWeight;
        Targets targets = Targets.FromValues(Mixed(context, batch.Targets.Labels));
        double loss = weight * (double)next(new TrainingBatch(batch.Input, targets, batch.Size));
        context.Gradients.Scale(weight);
        foreach (RememberingTerm term in _remembering)
        {
            loss += term.Add(context, next);
        }

        return (float)loss;
    }

    private ReadOnlySpan<float> Mixed(TrainingContext context, ReadOnlySpan<int> labels)
    {
        int classes = context.Model.OutputSize;
        if (_targets.Length < context.MaxBatch * classes)
        {
            _targets = new float[context.MaxBatch * classes];
        }

        _random.Restart(unchecked(Stream + (ulong)context.Step));
        float weight = ForgettingWeight + CorrectionWeight;
        Span<float> targets = _targets.AsSpan(0, labels.Length * classes);
        targets.Clear();
        for (int sample = 0; sample < labels.Length; sample++)
        {
            Span<float> row = targets.Slice(sample * classes, classes);
            int label = LabelArguments.Checked(labels, sample, classes, nameof(labels));
            row[label] += CorrectionWeight / weight;
            row[RandomLabel(label, classes)] += ForgettingWeight / weight;
        }

        return targets;
    }

    // One of the others with the same probability each: those from the label on move up by one.
    private int RandomLabel(int label, int classes)
    {
        if (DrawAllLabels || classes == 1)
        {
            return _random.NextInt32(classes);
        }

        int drawn = _random.NextInt32(classes - 1);
        return drawn < label ? drawn : drawn + 1;
    }
}
