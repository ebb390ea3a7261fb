using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Kernels.Gpu;

/// <summary>From an index over the rows of all samples to a distance in memory. Most of them are a plain stride, because the samples go on where the rows end.</summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GpuAxis
{
    private readonly int _rows;
    private readonly int _stride;
    private readonly int _size;

    /// <summary>An axis.</summary>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="size">Floats from sample to sample.</param>
    internal GpuAxis(int rows, int stride, int size)
    {
        bool isPlain = rows == 1 || (long)rows * stride == size;
        _rows = isPlain ? 0 : rows;
        _stride = rows == 1 ? size : stride;
        _size = size;
    }

    /// <summary>The distance of an index.</summary>
    /// <param name="index">Sample times rows, plus the row in the sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int At(int index)
    {
        // The same for all threads, and a division takes a GPU dozens of instructions.
        if (_rows == 0)
        {
            return index * _stride;
        }

        int sample = index / _rows;
        return (sample * _size) + ((index - (sample * _rows)) * _stride);
    }
}
