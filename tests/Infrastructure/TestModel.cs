namespace SparseGen.Tests.Infrastructure;

/// <summary>Passes everything on to a generated model.</summary>
internal sealed class TestModel<TModel>(TModel model) : ITestModel
    where TModel : class, IModel<TModel>
{
    private Trainer<TModel>? _trainer;
    private Trainer<TModel>? _resting;
    private HessianProductHook? _products;

    public ModelInfo Info => TModel.Info;

    public ParameterVector Parameters => model.Parameters;

    public ParameterVector Gradients => model.Gradients;

    public ReadOnlySpan<float> Output => model.Output;

    public ReadOnlySpan<float> InputGradient => model.InputGradient;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => model.Forward(input, output);

    public void ForwardTraining(ReadOnlySpan<float> input) => model.ForwardTraining(input);

    public void Backward(ReadOnlySpan<float> outputGradient) => model.Backward(outputGradient);

    public ReadOnlySpan<float> OutputTangent => model.OutputTangent;

    public void ForwardTangent(ParameterVector direction) => model.ForwardTangent(direction);

    public void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result) =>
        model.BackwardTangent(outputGradientTangent, result);

    public void HessianProduct(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ParameterVector direction, ParameterVector result)
    {
        if (_products is null)
        {
            _products = new HessianProductHook();
            _resting = new Trainer<TModel>(model, new Sgd(learningRate: 1e-30f), new SoftmaxCrossEntropy(labelSmoothing: 0.1f));
            _resting.Hooks.Add(_products);
        }

        (_products.Direction, _products.Result) = (direction, result);
        _resting!.Step(input, labels);
    }

    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        _trainer ??= new Trainer<TModel>(
            model, new AdamW(learningRate: 1e-2f, weightDecay: 0.05f), new SoftmaxCrossEntropy(labelSmoothing: 0.1f));
        return _trainer.Step(input, labels);
    }

    public void Dispose() => model.Dispose();
}
