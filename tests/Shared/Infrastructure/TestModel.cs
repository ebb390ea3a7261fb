namespace SparseGen.Tests.Infrastructure;

/// <summary>Passes everything on to a generated model.</summary>
internal sealed class TestModel<TModel>(TModel model) : ITestModel
    where TModel : class, IModel<TModel>
{
    private Trainer<TModel>? _trainer;

    public ModelInfo Info => TModel.Info;

    public ParameterVector Parameters => model.Parameters;

    public ParameterVector Gradients => model.Gradients;

    public ReadOnlySpan<float> Output => model.Output;

    public ReadOnlySpan<float> InputGradient => model.InputGradient;

    public ActivationRecord Activations => ((IActivationSource)model).Activations;

    public ulong NoiseStep
    {
        get => model.NoiseStep;
        set => model.NoiseStep = value;
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => model.Forward(input, output);

    public void ForwardTraining(ReadOnlySpan<float> input) => model.ForwardTraining(input);

    public void Backward(ReadOnlySpan<float> outputGradient) => model.Backward(outputGradient);

    public ReadOnlySpan<float> OutputTangent => model.OutputTangent;

    public void ForwardTangent(ParameterVector direction) => model.ForwardTangent(direction);

    public void ForwardTangent(ParameterVector direction, ReadOnlySpan<float> inputDirection) => model.ForwardTangent(direction, inputDirection);

    public void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result) =>
        model.BackwardTangent(outputGradientTangent, result);

    public void HessianProduct(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ParameterVector direction, ParameterVector result)
    {
        // A trainer of its own, so that every product is of step 0, with the same masks of dropout.
        var resting = new Trainer<TModel>(model, new Sgd(learningRate: 1e-30f), new SoftmaxCrossEntropy(labelSmoothing: 0.1f));
        resting.Hooks.Add(new HessianProductHook { Direction = direction, Result = result });
        resting.Step(input, labels);
    }

    public byte[] SaveOnnx(OnnxOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxModel.Save(stream, model, options);
        return stream.ToArray();
    }

    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        _trainer ??= new Trainer<TModel>(
            model, new AdamW(learningRate: 1e-2f, weightDecay: 0.05f), new SoftmaxCrossEntropy(labelSmoothing: 0.1f));
        return _trainer.Step(input, labels);
    }

    public void Dispose() => model.Dispose();
}
