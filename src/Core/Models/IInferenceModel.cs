using SparseGen.Graph;

namespace SparseGen;

/// <summary>
/// What the generator adds to a class marked with <see cref="ModelAttribute"/> whether it is trained or not. With <see cref="ModelAttribute.Training"/> = false this is all
/// that there is; else it is a part of <see cref="IModel{TSelf}"/>.
/// </summary>
/// <typeparam name="TSelf">The model class itself.</typeparam>
public interface IInferenceModel<TSelf> : IDisposable, IGraphSource
    where TSelf : class, IInferenceModel<TSelf>
{
    /// <summary>Shapes, cost, layers and tensors.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>Makes a model: the generated constructor, for generic code.</summary>
    /// <param name="maxBatch">Largest batch of a training step, and of what a GPU takes at once; at least 1.</param>
    /// <param name="device">Where it lives; <see cref="Device.Cpu"/> by default.</param>
    /// <param name="seed">Seed of the initial values.</param>
    static abstract TSelf Create(int maxBatch, Device? device = null, ulong seed = 0);

    /// <summary>Largest batch of a training step, and of what a GPU takes at once.</summary>
    int MaxBatch { get; }

    /// <summary>Where the model lives.</summary>
    Device Device { get; }

    /// <summary>The learned numbers.</summary>
    ParameterVector Parameters { get; }

    /// <summary>Inference. The batch is input.Length / InputSize; any batch, larger ones run in pieces.</summary>
    /// <param name="input">[batch, InputSize].</param>
    /// <param name="output">[batch, OutputSize].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);
}
