namespace SparseGen.Tests.Infrastructure;

/// <summary>A generated model whose type the test does not know: <see cref="IModel{TSelf}"/> without its type parameter.</summary>
internal interface ITestModel : IDisposable
{
    ModelInfo Info { get; }

    ParameterVector Parameters { get; }

    ParameterVector Gradients { get; }

    ReadOnlySpan<float> Output { get; }

    ReadOnlySpan<float> InputGradient { get; }

    /// <summary>What the last forward pass for training has kept.</summary>
    ActivationRecord Activations { get; }

    ulong NoiseStep { get; set; }

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardTraining(ReadOnlySpan<float> input);

    void Backward(ReadOnlySpan<float> outputGradient);

    ReadOnlySpan<float> OutputTangent { get; }

    void ForwardTangent(ParameterVector direction);

    void ForwardTangent(ParameterVector direction, ReadOnlySpan<float> inputDirection);

    void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result);

    /// <summary>The Hessian of the batch's cross-entropy times a direction, by a trainer's context; the trainer's own step does not move anything.</summary>
    void HessianProduct(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ParameterVector direction, ParameterVector result);

    /// <summary>The model as an ONNX file.</summary>
    byte[] SaveOnnx(OnnxOptions? options = null);

    /// <summary>A trainer's step on the model with AdamW and cross-entropy.</summary>
    float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> labels);
}
