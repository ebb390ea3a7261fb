namespace SparseGen.Analysis;

/// <summary>
/// Looks at the layers of a model by their names: at activations of any model that can be trained, at gradients of those declared with <see
/// cref="ModelAttribute.Taps"/>. On the CPU nothing is copied: what is read lasts until the next pass.
/// </summary>
public sealed class ModelTaps
{
    private const int MostNamesInMessages = 12;

    private readonly ActivationRecord _record;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    private ModelTaps(ActivationRecord record, ModelInfo info)
    {
        _record = record;
        Activations = [.. Enumerable.Range(0, record.Count).Select(record.Name)];
        Layers =
        [
            .. LayerOutputs.Find(record, info).Select(
                found => new TappedLayer(found.Layer, record.Name(found.Index), record.Size(found.Index), record.HasGradient(found.Index))),
        ];
        for (int i = 0; i < record.Count; i++)
        {
            _indices.TryAdd(record.Name(i), i);
        }

        foreach (TappedLayer layer in Layers)
        {
            _indices[layer.Name] = _indices[layer.Activation];
        }
    }

    /// <summary>The layers whose outputs can be read, in their order; the first is the input.</summary>
    public IReadOnlyList<TappedLayer> Layers { get; }

    /// <summary>The names of all activations that can be read, in the order of computing.</summary>
    public IReadOnlyList<string> Activations { get; }

    /// <summary>Samples of the last forward pass in training; 0 before the first.</summary>
    public int Batch => _record.Batch;

    /// <summary>The taps of a model.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="model">The model, on any device.</param>
    /// <exception cref="ArgumentException">The model keeps no activations: it is not a generated one.</exception>
    public static ModelTaps Of<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return model is IActivationSource source
            ? new ModelTaps(source.Activations, TModel.Info)
            : throw new ArgumentException($"{TModel.Info.Name} keeps no activations; expected a generated model.", nameof(model));
    }

    /// <summary>Floats of one sample.</summary>
    /// <param name="name">Name of a layer or of an activation.</param>
    /// <exception cref="ArgumentException">There is no such name; the message has those that there are.</exception>
    public int Size(string name) => _record.Size(IndexOf(name));

    /// <summary>The activation of the last forward pass in training, [<see cref="Batch"/>, size]; on the CPU the place itself, which the next pass overwrites.</summary>
    /// <param name="name">Name of a layer or of an activation.</param>
    /// <exception cref="ArgumentException">There is no such name, or the CPU keeps it as packed rows, as between sparse layers of models without taps.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass in training.</exception>
    public ReadOnlySpan<float> Values(string name) => _record.Values(InOrder(name));

    /// <summary>The gradient of the last backward pass with respect to an activation, [<see cref="Batch"/>, size]; on the CPU the place itself.</summary>
    /// <param name="name">Name of a layer or of an activation.</param>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.Taps"/>.</exception>
    /// <exception cref="InvalidOperationException">There was no backward pass, or this is the first read and the parameters have changed since.</exception>
    public ReadOnlySpan<float> Gradient(string name) => _record.Gradient(InOrder(name));

    /// <summary>Runs samples through a model, as many at once as its largest batch, and copies what some layers make of them.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="model">The model; without dropout and batch norm, whose passes in training, which keep activations, are other functions than those in inference.</param>
    /// <param name="inputs">[samples, InputSize].</param>
    /// <param name="names">Names of layers or activations.</param>
    /// <returns>For each name the representations, [samples, size].</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a number is not finite, there is no such name, or the model has dropout or batch norm.
    /// </exception>
    public static IReadOnlyList<float[]> Collect<TModel>(TModel model, ReadOnlySpan<float> inputs, IReadOnlyList<string> names)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(names);
        BackwardRows.Check(model, inputs, nameof(inputs));
        ModelTaps taps = Of(model);
        int size = TModel.Info.InputSize, samples = inputs.Length / size;
        float[][] collected = [.. names.Select(name => new float[(long)samples * taps.Size(name)])];
        for (int first = 0; first < samples; first += model.MaxBatch)
        {
            int count = Math.Min(model.MaxBatch, samples - first);
            model.ForwardTraining(inputs.Slice(first * size, count * size));
            for (int i = 0; i < names.Count; i++)
            {
                taps.Values(names[i]).CopyTo(collected[i].AsSpan(first * taps.Size(names[i])));
            }
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (Array.FindIndex(collected[i], static value => !float.IsFinite(value)) is >= 0 and var at)
            {
                throw new ArgumentException(
                    $"{names[i]} has the value {collected[i][at]} for sample {at / taps.Size(names[i])}; expected parameters with finite activations.", nameof(model));
            }
        }

        return collected;
    }

    private int IndexOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_indices.TryGetValue(name, out int index))
        {
            return index;
        }

        string[] names = [.. Layers.Select(static layer => layer.Name)];
        string others = names.Length > MostNamesInMessages ? $" and {names.Length - MostNamesInMessages} more" : "";
        throw new ArgumentException(
            $"There is no layer or activation '{name}'; layers are {string.Join(", ", names.Take(MostNamesInMessages))}{others}, and Activations has all names.", nameof(name));
    }

    private int InOrder(string name)
    {
        int index = IndexOf(name);
        return _record.IsInOrderOfSamples(index)
            ? index
            : throw new ArgumentException(
                $"{_record.Name(index)} lies as packed rows of several samples; expected another layer, or a model declared with [Model(Taps = true)].", nameof(name));
    }
}
