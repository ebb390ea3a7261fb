namespace SparseGen.Tests.Infrastructure;

/// <summary>A generated model whose type the test does not know: <see cref="IModel{TSelf}"/> without its type parameter.</summary>
internal interface ITestModel : IDisposable
{
    ModelInfo Info { get; }

    ParameterVector Parameters { get; }

    ParameterVector Gradients { get; }

    ReadOnlySpan<float> Output { get; }

    ReadOnlySpan<float> InputGradient { get; }

    ulong NoiseStep { get; set; }

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardTraining(ReadOnlySpan<float> input);

    void Backward(ReadOnlySpan<float> outputGradient);

    /// <summary>A trainer's step on the model with AdamW and cross-entropy.</summary>
    float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> labels);
}
