namespace SparseGen;

/// <summary>
/// Distillation: weight * KL(f_old(x) || f(x)), mean over samples x that the model shall treat as before, with f_old the softmax of the model's outputs when the term
/// was made (Hinton, Vinyals and Dean 2015, arXiv 1503.02531, at a temperature of 1). Each step draws samples of its own, which depend on seed and step alone.
/// </summary>
/// <remarks>
/// The trainer's loss has to be <see cref="SoftmaxCrossEntropy"/> without label smoothing, since the gradient of the divergence is that of the cross-entropy with f_old(x) as
/// targets; with another one the step throws.
/// </remarks>
public sealed class Distillation : RememberingTerm
{
    /// <summary>The weight where none is given, 1. Ours: as much as the forgetting and the correction of <see cref="SelectiveForgetting"/> have.</summary>
    public const float DefaultWeight = 1;

    private static readonly ulong Stream = CounterRandom.Hash(nameof(Distillation));

    private readonly Dataset _data;
    private readonly ulong _seed;
    private readonly double[] _entropies;
    private readonly int _outputs;
    private readonly int _batchSize;
    private readonly CounterRandom _random;
    private readonly int[] _indices;
    private readonly float[] _input;
    private readonly float[] _targets;
    private float[] _probabilities = [];
    private ParameterVector? _sum;

    private Distillation(float weight, Dataset data, float[] probabilities, int outputs, int batchSize, ulong seed)
        : base(weight)
    {
        _data = data;
        _seed = seed;
        _outputs = outputs;
        _batchSize = batchSize;
        _random = new CounterRandom(seed, Stream);
        _indices = new int[batchSize];
        _input = new float[batchSize * data.InputSize];
        _targets = new float[batchSize * outputs];
        _entropies = new double[data.Count];
        Remember(probabilities);
    }

    /// <summary>The same with <see cref="DefaultWeight"/>.</summary>
    /// <typeparam name="TModel">The model; its outputs are logits.</typeparam>
    /// <param name="model">The model as it is before it forgets.</param>
    /// <param name="data">Samples to be remembered; their labels are not used.</param>
    /// <param name="batchSize">Samples a step; 1 to the model's MaxBatch.</param>
    /// <param name="seed">With the number of the step, decides which ones.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Distillation Of<TModel>(TModel model, Dataset data, int batchSize = 128, ulong seed = 0)
        where TModel : class, IModel<TModel> =>
        Of(DefaultWeight, model, data, batchSize, seed);

    /// <summary>Asks a model what it makes of the samples now; later changes of the model do not change the term.</summary>
    /// <typeparam name="TModel">The model; its outputs are logits.</typeparam>
    /// <param name="weight">Factor of the term; finite and not negative.</param>
    /// <param name="model">The model as it is before it forgets.</param>
    /// <param name="data">Samples to be remembered; their labels are not used.</param>
    /// <param name="batchSize">Samples a step; 1 to the model's MaxBatch.</param>
    /// <param name="seed">With the number of the step, decides which ones.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Distillation Of<TModel>(float weight, TModel model, Dataset data, int batchSize = 128, ulong seed = 0)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DatasetChecks.Fits(data, TModel.Info, nameof(data));
        NumberArguments.BatchSize(batchSize, model.MaxBatch);
        int outputs = TModel.Info.OutputSize;
        float[] probabilities = new float[checked(data.Count * outputs)];
        Span<float> missing = probabilities;
        foreach (TrainingBatch batch in new BatchBuffer(model.MaxBatch, TModel.Info.InputSize, outputs).InOrder(data, model.MaxBatch))
        {
            model.Forward(batch.Input, missing[..(batch.Size * outputs)]);
            missing = missing[(batch.Size * outputs)..];
        }

        for (int sample = 0; sample < data.Count; sample++)
        {
            Softmax(probabilities.AsSpan(sample * outputs, outputs));
        }

        return new Distillation(weight, data, probabilities, outputs, batchSize, seed);
    }

    /// <summary>The old model's answers too: whoever goes on with a run has that model no more.</summary>
    private protected override void DescribeState(StateFields state)
    {
        base.DescribeState(state);
        state.Setting("batch size", _batchSize);
        state.Setting("seed", _seed);
        state.Setting("samples", _data.Count);
        state.Floats("probabilities", () => _probabilities, Remember);
    }

    /// <inheritdoc/>
    internal override void Check(TrainingContext context)
    {
        if (_data.InputSize != context.Model.InputSize || _outputs != context.Model.OutputSize || _batchSize > context.MaxBatch)
        {
            throw new InvalidOperationException(
                $"{nameof(Distillation)} was made of a model with {_data.InputSize} inputs and {_outputs} outputs, for batches of {_batchSize}; the trainer's, "
                + $"{context.Model.Name}, has {context.Model.InputSize} inputs, {context.Model.OutputSize} outputs and a MaxBatch of {context.MaxBatch}.");
        }

        float smoothing = HookArguments.CrossEntropy(context.Loss, nameof(Distillation)).LabelSmoothing;
        if (smoothing != 0)
        {
            throw new InvalidOperationException(
                $"{nameof(Distillation)} needs a {nameof(SoftmaxCrossEntropy)} without label smoothing, since the targets are the old model's answers; "
                + $"the trainer's has a label smoothing of {smoothing}.");
        }
    }

    /// <inheritdoc/>
    internal override double Add(TrainingContext context, GradientFunction next)
    {
        _random.Restart(unchecked(Stream + (ulong)context.Step));
        double entropy = 0;
        for (int i = 0; i < _batchSize; i++)
        {
            int sample = _random.NextInt32(_data.Count);
            _indices[i] = sample;
            entropy += _entropies[sample];
            _probabilities.AsSpan(sample * _outputs, _outputs).CopyTo(_targets.AsSpan(i * _outputs));
        }

        _data.FillInputs(_indices, _input);
        _sum ??= context.Parameters.CreateLike();
        _sum.CopyFrom(context.Gradients);
        float crossEntropy = next(new TrainingBatch(_input, Targets.FromValues(_targets), _batchSize));
        context.Gradients.Scale(Weight);
        context.Gradients.Axpy(1, _sum);
        return Weight * (crossEntropy - (entropy / _batchSize));
    }

    private void Remember(float[] probabilities)
    {
        if (probabilities.Length != _data.Count * _outputs)
        {
            throw new InvalidDataException($"There are {probabilities.Length} probabilities; expected {_data.Count} samples of {_outputs} outputs.");
        }

        _probabilities = probabilities;
        Array.Clear(_entropies);
        for (int i = 0; i < probabilities.Length; i++)
        {
            double p = probabilities[i];
            _entropies[i / _outputs] -= p > 0 ? p * Math.Log(p) : 0;
        }
    }

    private static void Softmax(Span<float> logits)
    {
        double logSum = SoftmaxCrossEntropy.LogSum(logits);
        foreach (ref float logit in logits)
        {
            logit = (float)Math.Exp(logit - logSum);
        }
    }
}
