using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu.Graphs;
using SparseGen.Kernels;

namespace SparseGen.Gpu;

/// <summary>
/// Partial sums over the batch: those of all gradients of a pass lie side by side until one kernel adds them up at its end. Atomic additions would need no room, but their order,
/// and with it the last bits, would differ from run to run.
/// </summary>
internal sealed class PartialSums : IDisposable
{
    /// <summary>Steps of a tiled sum; the share of each group of threads is a multiple of it. As planning has it, a multiple of what a tile takes at a time.</summary>
    private const int DepthStep = 32;

    /// <summary>Terms that a partial sum is worth while for: each is stored and read again.</summary>
    private const int LeastTerms = 4 * DepthStep;

    private const int MaxSplits = 256;

    /// <summary>Groups are dear on the simulator; two partial sums are enough to test adding them.</summary>
    private const int MaxSplitsOfSimulator = 2;

    /// <summary>Floats of the room, unless twice the parameters are more. What does not fit is added in several launches.</summary>
    private const long MostFloats = 64L << 20;

    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _buffer;
    private readonly PartialSumTables _tables;
    private readonly HashSet<int> _gradients = [];
    private int[] _sums = [];
    private int _used;
    private int _rows;

    /// <summary>Room for partial sums.</summary>
    /// <param name="device">The device.</param>
    /// <param name="floats">How much; at least what the longest one takes.</param>
    /// <param name="passes">The model's passes that are graphs.</param>
    internal PartialSums(GpuDevice device, long floats, RecordedPasses passes)
    {
        _device = device;
        _buffer = device.Allocate(floats);
        _tables = new PartialSumTables(device, passes);
    }

    /// <summary>Floats of the room.</summary>
    internal long Length => _buffer.Length;

    /// <summary>Floats of the room that a pass needs.</summary>
    /// <param name="device">The device.</param>
    /// <param name="sums">What it adds up.</param>
    /// <param name="samples">Samples of the largest batch.</param>
    /// <param name="parameters">Floats of the parameters.</param>
    internal static long CountFloats(GpuDevice device, IReadOnlyList<GradientSum> sums, int samples, long parameters)
    {
        long all = 0, longest = 0;
        foreach (GradientSum sum in sums)
        {
            all += (long)sum.Count * sum.Length * CountSplits(device, (long)samples * sum.Terms, sum.Groups);
            longest = Math.Max(longest, sum.Length);
        }

        return Math.Max(longest, Math.Min(Math.Min(all, Math.Max(MostFloats, 2 * parameters)), int.MaxValue));
    }

    /// <summary>
    /// Into how many partial sums a sum over the batch is split: so that the device has a few groups for each multiprocessor. Depends on the sum, the batch and the device only.
    /// </summary>
    /// <param name="terms">Terms of the sum.</param>
    /// <param name="groups">Groups of threads that compute one partial sum.</param>
    /// <param name="length">Floats of one partial sum.</param>
    /// <param name="chunk">Terms of each partial sum but the last: a multiple of 32.</param>
    internal int Split(int terms, int groups, int length, out int chunk)
    {
        long splits = Math.Clamp(_buffer.Length / Math.Max(length, 1), 1, CountSplits(_device, terms, groups));
        chunk = (int)((((terms + splits - 1) / splits) + DepthStep - 1) / DepthStep * DepthStep);
        return (terms + chunk - 1) / chunk;
    }

    /// <summary>
    /// Groups of a kernel each of which goes through blocks of rows and leaves one partial sum: enough to keep the device busy, and that none adds up too many terms.
    /// </summary>
    /// <param name="blocks">Blocks of rows.</param>
    /// <param name="length">Floats of one partial sum.</param>
    internal int Groups(int blocks, int length)
    {
        int wanted = Math.Max(_device.IsSimulator ? MaxSplitsOfSimulator : MaxSplits, (blocks + BlockTerms.Gpu - 1) / BlockTerms.Gpu);
        return (int)Math.Clamp(Math.Min(blocks, _buffer.Length / Math.Max(length, 1)), 1, wanted);
    }

    /// <summary>Room for the partial sums of one kernel.</summary>
    /// <param name="floats">How many.</param>
    /// <param name="gradients">The arena of what is added to.</param>
    internal ArrayView<float> Reserve(int floats, ArrayView<float> gradients)
    {
        if (_used + (long)floats > _buffer.Length)
        {
            AddAll(gradients);
        }

        ArrayView<float> room = ((ArrayView<float>)_buffer.View).SubView(_used);
        _used += floats;
        return room;
    }

    /// <summary>Has partial sums added to a gradient, at the end of the pass.</summary>
    /// <param name="partials">Where the first one starts, in what <see cref="Reserve"/> gave.</param>
    /// <param name="gradient">Where the gradient starts in its arena, which it reaches to the end of.</param>
    /// <param name="gradients">The arena.</param>
    /// <param name="length">Floats of the gradient.</param>
    /// <param name="splits">How many partial sums there are.</param>
    /// <param name="pitch">Floats from one to the next.</param>
    internal void Add(ArrayView<float> partials, ArrayView<float> gradient, ArrayView<float> gradients, int length, int splits, int pitch)
    {
        int to = checked((int)(gradients.Length - gradient.Length)), from = checked((int)(_buffer.Length - partials.Length));
        if (!_gradients.Add(to))
        {
            // Two sums for the same gradient: threads of one launch must not meet there.
            Launch(gradients);
            _gradients.Add(to);
        }

        if (_sums.Length < (_rows + 1) * PartialSumTables.Columns)
        {
            Array.Resize(ref _sums, Math.Max(64 * PartialSumTables.Columns, 2 * _sums.Length));
        }

        PartialSumTables.Write(_sums.AsSpan(_rows * PartialSumTables.Columns), from, to, length, splits, pitch);
        _rows++;
    }

    /// <summary>Adds up all there are: the end of a pass.</summary>
    /// <param name="gradients">The arena of what is added to.</param>
    internal void AddAll(ArrayView<float> gradients)
    {
        Launch(gradients);
        _used = 0;
    }

    /// <summary>Forgets those of a pass that did not come to its end.</summary>
    internal void Clear()
    {
        _gradients.Clear();
        (_rows, _used) = (0, 0);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _buffer.Dispose();
        _tables.Dispose();
    }

    private static int CountSplits(GpuDevice device, long terms, int groups)
    {
        int most = device.IsSimulator ? MaxSplitsOfSimulator : MaxSplits;
        return (int)Math.Clamp(Math.Min(terms / LeastTerms, (device.BusyGroups + groups - 1) / groups), 1, most);
    }

    private void Launch(ArrayView<float> gradients)
    {
        if (_rows > 0)
        {
            PartialSumTables.Table table = _tables.Find(_sums.AsSpan(0, _rows * PartialSumTables.Columns));
            PartialSumKernel.Launch(_device, _buffer.View, gradients, table.View, table.Rows);
            _gradients.Clear();
            _rows = 0;
        }
    }
}
