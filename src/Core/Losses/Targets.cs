namespace SparseGen;

/// <summary>What the outputs of a batch are compared with: class labels, or a number for each output. A view; it owns nothing.</summary>
public readonly ref struct Targets
{
    private Targets(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, bool areLabels)
    {
        Labels = labels;
        Values = values;
        AreLabels = areLabels;
    }

    /// <summary>Whether <see cref="Labels"/> holds the targets; otherwise <see cref="Values"/> does.</summary>
    public bool AreLabels { get; }

    /// <summary>A class for each sample, [batch]; empty for targets that are numbers.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>A number for each output, [batch, output size]; empty for labels.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Labels, one a sample.</summary>
    public static implicit operator Targets(ReadOnlySpan<int> labels) => FromLabels(labels);

    /// <summary>Numbers, one for each output.</summary>
    public static implicit operator Targets(ReadOnlySpan<float> values) => FromValues(values);

    /// <summary>Labels, one a sample.</summary>
    /// <param name="labels">[batch], each at least 0 and less than the number of outputs.</param>
    public static Targets FromLabels(ReadOnlySpan<int> labels) => new(labels, default, areLabels: true);

    /// <summary>Numbers, one for each output: regression targets, or the probabilities of the classes.</summary>
    /// <param name="values">[batch, output size].</param>
    public static Targets FromValues(ReadOnlySpan<float> values) => new(default, values, areLabels: false);
}
