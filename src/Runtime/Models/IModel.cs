namespace SparseGen;

/// <summary>What the generator adds to a class marked with <see cref="ModelAttribute"/>; trainers and hooks are generic over it.</summary>
/// <typeparam name="TSelf">The model class itself.</typeparam>
public interface IModel<TSelf> : IDisposable
    where TSelf : class, IModel<TSelf>
{
    /// <summary>Shapes, cost, layers and tensors.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>Makes a model: the generated constructor, for generic code.</summary>
    /// <param name="maxBatch">Largest batch of a training step; at least 1.</param>
    /// <param name="device">Where it lives; <see cref="Device.Cpu"/> by default.</param>
    /// <param name="seed">Seed of the initial values.</param>
    static abstract TSelf Create(int maxBatch, Device? device = null, ulong seed = 0);

    /// <summary>Largest batch of a training step.</summary>
    int MaxBatch { get; }

    /// <summary>Where the model lives.</summary>
    Device Device { get; }

    /// <summary>The learned numbers.</summary>
    ParameterVector Parameters { get; }

    /// <summary>The gradients that <see cref="Backward"/> adds into.</summary>
    ParameterVector Gradients { get; }

    /// <summary>Output of the last <see cref="ForwardTraining"/>, [batch, OutputSize].</summary>
    ReadOnlySpan<float> Output { get; }

    /// <summary>Gradient with respect to the input of the last <see cref="ForwardTraining"/>, after <see cref="Backward"/>; [batch, InputSize].</summary>
    ReadOnlySpan<float> InputGradient { get; }

    /// <summary>
    /// Which masks of dropout and stochastic depth the next <see cref="ForwardTraining"/> uses; it counts one further with each. A
    /// <see cref="Trainer{TModel}"/> sets it to the number of the step, so that all gradients of one step see the same masks.
    /// Models without such layers do not read it.
    /// </summary>
    ulong NoiseStep { get; set; }

    /// <summary>Inference. The batch is input.Length / InputSize; any batch, larger ones run in pieces.</summary>
    /// <param name="input">[batch, InputSize].</param>
    /// <param name="output">[batch, OutputSize].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>A forward pass that keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="input">[batch, InputSize] with batch at most <see cref="MaxBatch"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    void ForwardTraining(ReadOnlySpan<float> input);

    /// <summary>Adds the gradients of the last <see cref="ForwardTraining"/> into <see cref="Gradients"/>.</summary>
    /// <param name="outputGradient">Gradient with respect to <see cref="Output"/>, [batch, OutputSize].</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTraining"/> before.</exception>
    void Backward(ReadOnlySpan<float> outputGradient);
}
