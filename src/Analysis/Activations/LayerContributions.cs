namespace SparseGen.Analysis;

/// <summary>
/// What each layer of a network of constant width contributes to a classification (Kubota, Hayashi, Hayase and Uchida 2021, arXiv 2102.13333). The width is that of the
/// input with a dimension more for each class, (x; 0), and weights start as identities (<see cref="Initialization.Identity"/>), so that the layers h_1 to h_L stay in the space
/// of the input: h_l has a map of what was changed up to there and a likelihood of each class, and no backward pass is needed.
/// </summary>
public sealed class LayerContributions
{
    private readonly IReadOnlyList<float[]> _values;
    private readonly int _width, _classes;

    private LayerContributions(IReadOnlyList<string> layers, IReadOnlyList<float[]> values, int width, int classes)
    {
        (Layers, _values, _width, _classes) = (layers, values, width, classes);
    }

    /// <summary>The layers from the first on.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>How many samples.</summary>
    public int Samples => _values[0].Length / _width;

    /// <summary>Runs samples through a model and keeps its layers that are as wide as its input.</summary>
    /// <typeparam name="TModel">The model class; declared with <see cref="ModelAttribute.Taps"/>, so that all its layers can be read.</typeparam>
    /// <param name="model">The model; without dropout.</param>
    /// <param name="inputs">(x; 0) of each sample, [samples, InputSize].</param>
    /// <param name="classes">How many of the last dimensions are classes.</param>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite, no layer is as wide as the input, or the model has dropout.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes, or as many as dimensions.</exception>
    public static LayerContributions Of<TModel>(TModel model, ReadOnlySpan<float> inputs, int classes)
        where TModel : class, IModel<TModel>
    {
        int width = TModel.Info.InputSize;
        Require.AtLeast(2, classes);
        if (classes >= width)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes is {classes}; expected fewer than {width}, the inputs of {TModel.Info.Name}.");
        }

        TappedLayer[] layers = [.. ModelTaps.Of(model).Layers.Where(layer => layer.Size == width)];
        if (layers.Length < 2)
        {
            throw new ArgumentException($"{TModel.Info.Name} has no layer of {width} numbers that can be read; expected one as wide as its input.", nameof(model));
        }

        string[] names = [.. layers.Select(static layer => layer.Name)];
        return new LayerContributions(names[1..], ModelTaps.Collect(model, inputs, names), width, classes);
    }

    /// <summary>The contribution map up to a layer: h_l - h_0 without the classes, [InputSize - classes].</summary>
    /// <param name="layer">Its place in <see cref="Layers"/>.</param>
    /// <param name="sample">The sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or sample.</exception>
    public float[] Map(int layer, int sample)
    {
        ReadOnlySpan<float> before = Of(_values[0], sample), after = Of(Values(layer), sample);
        float[] map = new float[_width - _classes];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = after[i] - before[i];
        }

        return map;
    }

    /// <summary>The likelihood of each class at a layer: the softmax of its last dimensions, [classes].</summary>
    /// <param name="layer">Its place in <see cref="Layers"/>.</param>
    /// <param name="sample">The sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or sample.</exception>
    public double[] Likelihoods(int layer, int sample)
    {
        ReadOnlySpan<float> scores = Of(Values(layer), sample)[^_classes..];
        double[] likelihoods = new double[_classes];
        double largest = double.NegativeInfinity, sum = 0;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        for (int label = 0; label < _classes; label++)
        {
            likelihoods[label] = Math.Exp(scores[label] - largest);
            sum += likelihoods[label];
        }

        return Array.ConvertAll(likelihoods, likelihood => likelihood / sum);
    }

    /// <summary>Share of the samples at each layer whose label is the likeliest class there; of classes that are equally likely the first.</summary>
    /// <param name="labels">The class of each sample.</param>
    /// <exception cref="ArgumentException">There are other numbers of labels than samples, or one is no class.</exception>
    public IReadOnlyList<double> Accuracies(ReadOnlySpan<int> labels)
    {
        if (labels.Length != Samples)
        {
            throw new ArgumentException($"There are {labels.Length} labels; expected {Samples}, one for each sample.", nameof(labels));
        }

        Require.Labels(labels, _classes, nameof(labels));
        int[] right = new int[Layers.Count];
        for (int layer = 0; layer < right.Length; layer++)
        {
            for (int sample = 0; sample < labels.Length; sample++)
            {
                double[] likelihoods = Likelihoods(layer, sample);
                right[layer] += Array.IndexOf(likelihoods, likelihoods.Max()) == labels[sample] ? 1 : 0;
            }
        }

        int samples = Samples;
        return Array.ConvertAll(right, count => (double)count / samples);
    }

    private float[] Values(int layer) => layer >= 0 && layer < Layers.Count
        ? _values[layer + 1]
        : throw new ArgumentOutOfRangeException(nameof(layer), layer, $"layer is {layer}; expected 0 to {Layers.Count - 1}.");

    private ReadOnlySpan<float> Of(float[] values, int sample) => sample >= 0 && sample < Samples
        ? values.AsSpan(sample * _width, _width)
        : throw new ArgumentOutOfRangeException(nameof(sample), sample, $"sample is {sample}; expected 0 to {Samples - 1}.");
}
