using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>A worker's part in kernels that several run together on the same samples; the default is a worker that is alone and does all.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WorkShare
{
    /// <summary>Pieces of a kernel for each worker: enough to make up for one that comes late, few enough to cost nothing.</summary>
    private const int PiecesForEach = 2;

    private readonly WorkQueue? _queue;
    private readonly int _workers;
    private int _kernel;
    private int _taken;

    internal WorkShare(WorkQueue queue, int workers)
    {
        _queue = queue;
        _workers = workers;
    }

    /// <summary>Takes the next piece of the kernel at hand, and says that the one before is done. When it returns false all of the kernel is done, by whomever.</summary>
    /// <param name="units">What the kernel consists of, the same number for all workers; at least 1.</param>
    /// <param name="first">The first unit of the piece.</param>
    /// <param name="last">The unit behind it.</param>
    public bool Take(int units, out int first, out int last)
    {
        if (_queue is null)
        {
            (first, last) = (0, units);
            _taken = units - _taken;
            return _taken > 0;
        }

        if (_taken > 0)
        {
            _queue.Finish(_kernel, units, _taken);
        }

        _taken = _queue.Take(_kernel, units, Partition.DivideUp(units, PiecesForEach * _workers), out first);
        last = first + _taken;
        _kernel += _taken == 0 ? 1 : 0;
        return _taken > 0;
    }

    /// <summary>The same for a kernel that one worker does.</summary>
    public bool Take() => Take(1, out _, out _);
}
