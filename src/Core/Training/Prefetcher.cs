using System.Runtime.ExceptionServices;

namespace SparseGen;

/// <summary>
/// Gathers the next batch on a thread of its own while the present one is trained on: two buffers by turns. All batches are gathered by that thread, one at a
/// time and in the order of the steps, so a source sees one caller, and the bits are those of gathering in between.
/// </summary>
internal sealed class Prefetcher : IDisposable
{
    private const int None = -1;

    private readonly object _gate = new();
    private readonly BatchBuffer[] _buffers;
    private readonly int[][] _indices;
    private readonly int[] _sizes = [0, 0];
    private Dataset? _data;
    private Thread? _thread;

    // The buffer that is being filled, or whose filling has been asked for.
    private int _filling = None;
    private Exception? _failure;
    private int _last = 1;
    private bool _isEnding;

    /// <param name="buffer">One of the two buffers; nobody else uses it meanwhile.</param>
    public Prefetcher(BatchBuffer buffer)
    {
        _buffers = [buffer, buffer.CreateLike()];
        _indices = [new int[buffer.Capacity], new int[buffer.Capacity]];
    }

    /// <summary>The samples at <paramref name="indices"/>, valid until the next call. Whatever the source throws comes out here.</summary>
    /// <param name="data">The samples; the same data set in every call.</param>
    /// <param name="indices">Which ones.</param>
    /// <param name="upcoming">Those of the next call, as far as is known; may be empty.</param>
    public TrainingBatch Next(Dataset data, ReadOnlySpan<int> indices, ReadOnlySpan<int> upcoming)
    {
        int slot = 1 - _last;
        Wait();
        if (_sizes[slot] != indices.Length || !_indices[slot].AsSpan(0, indices.Length).SequenceEqual(indices))
        {
            // The first batch of an epoch, or whoever asks has changed their mind.
            _failure = null;
            Ask(data, slot, indices);
            Wait();
        }

        // Asked for again, the samples are fetched again.
        _sizes[slot] = 0;
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }

        _last = slot;
        if (!upcoming.IsEmpty)
        {
            Ask(data, 1 - slot, upcoming);
        }

        return _buffers[slot].View(data, indices.Length);
    }

    /// <summary>Ends the thread, after the running call of the source.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private void Ask(Dataset data, int slot, ReadOnlySpan<int> indices)
    {
        indices.CopyTo(_indices[slot]);
        _sizes[slot] = indices.Length;
        lock (_gate)
        {
            (_data, _filling) = (data, slot);
            Monitor.PulseAll(_gate);
        }

        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "SparseGen data" };
            _thread.Start();
        }
    }

    private void Wait()
    {
        lock (_gate)
        {
            while (_filling != None)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Work()
    {
        while (true)
        {
            int slot;
            lock (_gate)
            {
                while (_filling == None && !_isEnding)
                {
                    Monitor.Wait(_gate);
                }

                if (_isEnding)
                {
                    return;
                }

                slot = _filling;
            }

            Exception? failure = null;
            try
            {
                _buffers[slot].Fill(_data!, _indices[slot].AsSpan(0, _sizes[slot]));
            }
#pragma warning disable CA1031 // It is thrown again where somebody waits for the batch.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }

            lock (_gate)
            {
                (_failure, _filling) = (failure, None);
                Monitor.PulseAll(_gate);
            }
        }
    }
}
