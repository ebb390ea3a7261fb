namespace SparseGen;

/// <summary>The samples of one training step and what their outputs are compared with. A view; it owns nothing.</summary>
/// <param name="input">[batch, input size].</param>
/// <param name="targets">A label a sample, or a number for each output.</param>
/// <param name="size">Samples in the batch.</param>
public readonly ref struct TrainingBatch(ReadOnlySpan<float> input, Targets targets, int size)
{
    /// <summary>[batch, input size].</summary>
    public ReadOnlySpan<float> Input { get; } = input;

    /// <summary>A label a sample, or a number for each output.</summary>
    public Targets Targets { get; } = targets;

    /// <summary>Samples in the batch.</summary>
    public int Size { get; } = size;

    /// <summary>Some samples of the batch.</summary>
    internal TrainingBatch Slice(int first, int count, ModelInfo model)
    {
        ReadOnlySpan<float> input = Input.Slice(first * model.InputSize, count * model.InputSize);
        Targets targets = Targets.AreLabels
            ? Targets.FromLabels(Targets.Labels.Slice(first, count))
            : Targets.FromValues(Targets.Values.Slice(first * model.OutputSize, count * model.OutputSize));
        return new TrainingBatch(input, targets, count);
    }
}
