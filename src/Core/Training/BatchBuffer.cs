namespace SparseGen;

/// <summary>Where samples of a data set are gathered for a step or an evaluation: made once, filled again and again.</summary>
internal sealed class BatchBuffer
{
    private readonly float[] _input;
    private readonly int[] _labels;
    private readonly float[] _values;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private int[] _order = [];

    /// <param name="capacity">Largest batch.</param>
    /// <param name="inputSize">Floats of one input sample.</param>
    /// <param name="outputSize">Floats of one output sample.</param>
    public BatchBuffer(int capacity, int inputSize, int outputSize)
    {
        (_inputSize, _outputSize) = (inputSize, outputSize);
        _input = new float[checked(capacity * inputSize)];
        _labels = new int[capacity];
        _values = new float[checked(capacity * outputSize)];
    }

    /// <summary>Largest batch.</summary>
    public int Capacity => _labels.Length;

    /// <summary>Another one of the same size.</summary>
    public BatchBuffer CreateLike() => new(Capacity, _inputSize, _outputSize);

    /// <summary>All samples of a data set in its own order, gathered here batch by batch.</summary>
    public OrderedBatches InOrder(Dataset data, int batchSize)
    {
        _order = _order.Length == 0 ? new int[_labels.Length] : _order;
        return new OrderedBatches(this, data, _order.AsSpan(0, Math.Min(batchSize, data.Count)));
    }

    /// <summary>Gathers the samples at <paramref name="indices"/>.</summary>
    public TrainingBatch Fill(Dataset data, ReadOnlySpan<int> indices)
    {
        int size = indices.Length;
        Span<float> input = _input.AsSpan(0, size * data.InputSize);
        data.FillInputs(indices, input);
        if (data.HasLabels)
        {
            Span<int> labels = _labels.AsSpan(0, size);
            data.FillLabels(indices, labels);
        }
        else
        {
            data.FillTargets(indices, _values.AsSpan(0, size * data.TargetSize));
        }

        return View(data, size);
    }

    /// <summary>The samples that were gathered last.</summary>
    public TrainingBatch View(Dataset data, int size) => new(
        _input.AsSpan(0, size * data.InputSize),
        data.HasLabels ? Targets.FromLabels(_labels.AsSpan(0, size)) : Targets.FromValues(_values.AsSpan(0, size * data.TargetSize)),
        size);
}
