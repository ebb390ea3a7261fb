using SparseGen.Execution;

namespace SparseGen;

/// <summary>
/// What a model's last forward pass in training has kept, in the order in which it was computed: the inputs of layers, as a rule, since backward passes read
/// those. What fusion leaves in registers or scratch is not among it, and shows in what was computed from it.
/// </summary>
public sealed class ActivationRecord
{
    private readonly ModelEngine _engine;
    private readonly IReadOnlyList<SavedActivation> _kept;

    internal ActivationRecord(ModelEngine engine, SavedActivations kept)
    {
        _engine = engine;
        _kept = kept.List;
    }

    /// <summary>What runs the model.</summary>
    internal ModelEngine Engine => _engine;

    /// <summary>How many activations there are; the first is the input.</summary>
    public int Count => _kept.Count;

    /// <summary>Samples of the last forward pass; 0 before the first.</summary>
    public int Batch => _engine.BatchOfActivations;

    /// <summary>The name of an activation, such as <c>blocks.2.mlp_tokens.fc1.linear</c>: the layer as in names of tensors, and what of it.</summary>
    /// <param name="index">Its place in the order of computing.</param>
    public string Name(int index) => _kept[index].Name;

    /// <summary>Floats of one sample.</summary>
    /// <param name="index">Its place in the order of computing.</param>
    public int Size(int index) => _kept[index].Size;

    /// <summary>
    /// Whether the samples stand one after another, [<see cref="Batch"/>, <see cref="Size"/>]. Between sparse layers the CPU keeps rows of several samples side by side.
    /// </summary>
    /// <param name="index">Its place in the order of computing.</param>
    public bool IsInOrderOfSamples(int index) => !_kept[index].IsPacked || _engine.Device is not CpuDevice;

    /// <summary>Whether its gradient is kept too: in models that are declared with <see cref="ModelAttribute.Taps"/>.</summary>
    /// <param name="index">Its place in the order of computing.</param>
    public bool HasGradient(int index) => _kept[index].Gradient >= 0;

    /// <summary>An activation of all samples: on the CPU the place itself, until the next forward pass in training, elsewhere a copy.</summary>
    /// <param name="index">Its place in the order of computing.</param>
    /// <returns>[<see cref="Batch"/>, <see cref="Size"/>].</returns>
    /// <exception cref="InvalidOperationException">There was no forward pass in training.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public ReadOnlySpan<float> Values(int index) => _engine.View(_kept[index], ofGradient: false);

    /// <summary>
    /// The gradient with respect to an activation, after <see cref="IModel{TSelf}.Backward"/>: on the CPU the place itself, until the next backward pass, elsewhere a copy. The
    /// first read may run the backward pass once more, as that of <see cref="IModel{TSelf}.InputGradient"/> does.
    /// </summary>
    /// <param name="index">Its place in the order of computing.</param>
    /// <returns>[<see cref="Batch"/>, <see cref="Size"/>].</returns>
    /// <exception cref="NotSupportedException">It is not kept: <see cref="HasGradient"/> is false.</exception>
    /// <exception cref="InvalidOperationException">There was no backward pass, or this is the first read and the parameters have changed since.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public ReadOnlySpan<float> Gradient(int index) => HasGradient(index)
        ? _engine.View(_kept[index], ofGradient: true)
        : throw new NotSupportedException($"The gradient of {Name(index)} is not kept; declare the model with [Model({nameof(ModelAttribute.Taps)} = true)].");

    /// <summary>Copies an activation of all samples out.</summary>
    /// <param name="index">Its place in the order of computing.</param>
    /// <param name="destination"><see cref="Batch"/> times <see cref="Size"/> floats.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public void Read(int index, Span<float> destination)
    {
        SavedActivation kept = _kept[index];
        if (destination.Length != (long)Batch * kept.Size)
        {
            throw new ArgumentException(
                $"destination has {destination.Length} floats; {Batch} samples of {kept.Name} need {(long)Batch * kept.Size}.", nameof(destination));
        }

        _engine.ReadActivation(kept, destination);
    }
}
