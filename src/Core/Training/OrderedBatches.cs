namespace SparseGen;

/// <summary>All samples of a data set in its own order, batch by batch, for <c>foreach</c>; the last batch may be smaller.</summary>
internal ref struct OrderedBatches
{
    private readonly BatchBuffer _buffer;
    private readonly Dataset _data;
    private readonly Span<int> _indices;
    private readonly Prefetcher? _prefetcher;
    private readonly Span<int> _upcoming;
    private int _start;

    /// <param name="buffer">Where batches are gathered: each is valid until the next.</param>
    /// <param name="data">The samples.</param>
    /// <param name="indices">Room for the indices of a batch: at least one, at most the buffer's capacity and the samples.</param>
    public OrderedBatches(BatchBuffer buffer, Dataset data, Span<int> indices)
    {
        _buffer = buffer;
        _data = data;
        _indices = indices;
        if (data.IsFetched && data.Count > indices.Length)
        {
            _prefetcher = new Prefetcher(buffer);
            _upcoming = new int[indices.Length];
        }
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

        Count(_indices[..size], _start);
        _start += size;
        if (_prefetcher is null)
        {
            Current = _buffer.Fill(_data, _indices[..size]);
            return true;
        }

        Span<int> upcoming = _upcoming[..Math.Min(_indices.Length, _data.Count - _start)];
        Count(upcoming, _start);
        Current = _prefetcher.Next(_data, _indices[..size], upcoming);
        return true;
    }

    /// <summary>Ends what fetches the batches; <c>foreach</c> calls it.</summary>
    public readonly void Dispose() => _prefetcher?.Dispose();

    private static void Count(Span<int> indices, int start)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = start + i;
        }
    }
}
