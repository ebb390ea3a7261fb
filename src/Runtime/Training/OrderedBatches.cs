namespace SparseGen;

/// <summary>All samples of a data set in its own order, batch by batch, for <c>foreach</c>; the last batch may be smaller.</summary>
internal ref struct OrderedBatches
{
    private readonly BatchBuffer _buffer;
    private readonly Dataset _data;
    private readonly Span<int> _indices;
    private int _start;

    /// <param name="buffer">Where batches are gathered: each is valid until the next.</param>
    /// <param name="data">The samples.</param>
    /// <param name="indices">Room for the indices of a batch: at least one, at most the buffer's capacity and the samples.</param>
    public OrderedBatches(BatchBuffer buffer, Dataset data, Span<int> indices)
    {
        _buffer = buffer;
        _data = data;
        _indices = indices;
    }

    public TrainingBatch Current { get; private set; }

    public readonly OrderedBatches GetEnumerator() => this;

    public bool MoveNext()
    {
        int size = Math.Min(_indices.Length, _data.Count - _start);
        if (size == 0)
        {
            return false;
        }

        for (int i = 0; i < size; i++)
        {
            _indices[i] = _start + i;
        }

        _start += size;
        Current = _buffer.Fill(_data, _indices[..size]);
        return true;
    }
}
