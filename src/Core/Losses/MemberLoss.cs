namespace SparseGen;

/// <summary>
/// The mean over the members of an ensemble of another loss of each, as TabM trains its members (Gorishniy et al. 2024, arXiv 2410.24210): a model whose output is [members, n]
/// counts as so many models with outputs [n]. The loss of the members' mean would let them rely on one another.
/// </summary>
/// <remarks>
/// A label is every member's. Targets that are numbers stand once for each member, [members, n], as <see cref="Dataset.RepeatTargets"/> has them. Accuracy is that of
/// <see cref="Predict"/>, what the members say together. One instance is for one trainer.
/// </remarks>
public sealed class MemberLoss : ILoss, ITargetCheck, ICountedLoss, IStateful
{
    private int[] _labels = [];
    private float[] _prediction = [];

    /// <summary>A loss of each member.</summary>
    /// <param name="loss">The loss of one member.</param>
    /// <param name="members">Members, as the layers have them: those of <c>BatchEnsemble(members: 32, ...)</c> are 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public MemberLoss(ILoss loss, int members)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (Loss, Members) = (loss, members);
    }

    /// <summary>The loss of one member.</summary>
    public ILoss Loss { get; }

    /// <summary>How many there are.</summary>
    public int Members { get; }

    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        OutputsOf(output.Length, batchSize, nameof(output));
        return Loss.Evaluate(output, OfMembers(targets, batchSize), batchSize * Members, outputGradient);
    }

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        OutputsOf(output.Length, batchSize, nameof(output));
        Loss.EvaluateTangent(output, OfMembers(targets, batchSize), batchSize * Members, outputTangent, outputGradientTangent);
    }

    /// <summary>
    /// What the members say together: the mean of their outputs, of their softmax where the loss is <see cref="SoftmaxCrossEntropy"/>, or of their sigmoid where it is
    /// <see cref="BinaryCrossEntropy"/>.
    /// </summary>
    /// <param name="output">Outputs of the model, [batch, members, n].</param>
    /// <param name="batchSize">Samples; at least 1.</param>
    /// <param name="prediction">[batch, n].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> output, int batchSize, Span<float> prediction)
    {
        int outputs = OutputsOf(output.Length, batchSize, nameof(output));
        if (prediction.Length != batchSize * outputs)
        {
            throw new ArgumentException($"prediction has {prediction.Length} numbers; it needs {batchSize * outputs}, {outputs} a sample.", nameof(prediction));
        }

        prediction.Clear();
        for (int row = 0; row < batchSize * Members; row++)
        {
            ReadOnlySpan<float> own = output.Slice(row * outputs, outputs);
            double logSum = Loss is SoftmaxCrossEntropy ? SoftmaxCrossEntropy.LogSum(own) : 0;
            for (int k = 0; k < outputs; k++)
            {
                double said = Loss switch
                {
                    SoftmaxCrossEntropy => Math.Exp(own[k] - logSum),
                    BinaryCrossEntropy => 1 / (1 + Math.Exp(-own[k])),
                    _ => own[k],
                };
                prediction[(row / Members * outputs) + k] += (float)(said / Members);
            }
        }
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => (Loss as ITargetCheck)?.CheckTargets(data, OutputsOf(outputs, 1, name), name);

    /// <inheritdoc/>
    double ICountedLoss.Weigh(Targets targets, int batchSize) => CountedLoss.Weigh(Loss, targets, batchSize);

    /// <inheritdoc/>
    bool ICountedLoss.IsJudged(int label) => (Loss as ICountedLoss)?.IsJudged(label) != false;

    /// <inheritdoc/>
    int ICountedLoss.Predict(ReadOnlySpan<float> outputs)
    {
        int size = OutputsOf(outputs.Length, 1, nameof(outputs));
        _prediction = _prediction.Length < size ? new float[size] : _prediction;
        Span<float> said = _prediction.AsSpan(0, size);
        Predict(outputs, 1, said);
        return Loss is BinaryCrossEntropy && !float.IsNaN(said[0]) ? (said[0] > 0.5f ? 1 : 0) : Scores.Best(said);
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("members", Members);
        state.Setting("loss of a member", Loss.GetType().Name);
        (Loss as IStateful)?.DescribeState(state);
    }

    /// <summary>Outputs of one member of one sample.</summary>
    private int OutputsOf(int length, int batchSize, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int rows = checked(batchSize * Members);
        return length >= rows && length % rows == 0 ? length / rows : throw new ArgumentException(
            $"{name} has {length} numbers; {batchSize} samples of {Members} members each need a positive multiple of {rows}.", name);
    }

    private Targets OfMembers(Targets targets, int batchSize)
    {
        if (!targets.AreLabels)
        {
            return targets;
        }

        LossArguments.CheckLabels(targets, batchSize);
        int count = batchSize * Members;
        _labels = _labels.Length < count ? new int[count] : _labels;
        for (int row = 0; row < count; row++)
        {
            _labels[row] = targets.Labels[row / Members];
        }

        return Targets.FromLabels(_labels.AsSpan(0, count));
    }
}
