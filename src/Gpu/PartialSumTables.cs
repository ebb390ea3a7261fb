using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu.Graphs;

namespace SparseGen.Gpu;

/// <summary>
/// Lists of partial sums on a device, in pieces of a length that a group of threads adds up at a time. A list depends on the size of the batch alone, so a few are kept: every step
/// of a run finds its own, also the last one of an epoch.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="passes">The model's passes that are graphs, which have places of lists in them.</param>
internal sealed class PartialSumTables(GpuDevice device, RecordedPasses passes) : IDisposable
{
    /// <summary>Numbers of a row: where the first partial sum and the gradient start, floats, partial sums, floats from one to the next.</summary>
    internal const int Columns = 5;

    /// <summary>Floats of a piece.</summary>
    internal const int Piece = 512;

    private const int MostTables = 8;

    private readonly List<Table> _tables = [];

    /// <summary>A list.</summary>
    /// <param name="Sums">What was asked for.</param>
    /// <param name="Buffer">Its pieces on the device.</param>
    /// <param name="Rows">How many pieces.</param>
    internal sealed record Table(int[] Sums, MemoryBuffer1D<int, Stride1D.Dense> Buffer, int Rows)
    {
        internal ArrayView<int> View => Buffer.View;
    }

    /// <summary>Writes a row.</summary>
    internal static void Write(Span<int> row, int from, int to, int length, int splits, int pitch) =>
        (row[0], row[1], row[2], row[3], row[4]) = (from, to, length, splits, pitch);

    /// <summary>The list on the device; it is copied there when it is new.</summary>
    internal Table Find(ReadOnlySpan<int> sums)
    {
        foreach (Table table in _tables)
        {
            if (sums.SequenceEqual(table.Sums))
            {
                return table;
            }
        }

        if (_tables.Count == MostTables)
        {
            // Launches that read it may still wait in the queue, and graphs would read it again.
            device.Accelerator.Synchronize();
            passes.Forget();
            _tables[0].Buffer.Dispose();
            _tables.RemoveAt(0);
        }

        int[] pieces = Split(sums);
        var added = new Table(sums.ToArray(), device.Allocate(pieces), pieces.Length / Columns);
        _tables.Add(added);
        return added;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Table table in _tables)
        {
            table.Buffer.Dispose();
        }

        _tables.Clear();
    }

    private static int[] Split(ReadOnlySpan<int> sums)
    {
        var pieces = new List<int>();
        for (int i = 0; i < sums.Length; i += Columns)
        {
            for (int first = 0; first < sums[i + 2]; first += Piece)
            {
                pieces.AddRange([sums[i] + first, sums[i + 1] + first, Math.Min(Piece, sums[i + 2] - first), sums[i + 3], sums[i + 4]]);
            }
        }

        return [.. pieces];
    }
}
