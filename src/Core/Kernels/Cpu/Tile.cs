using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Kernels.Cpu;

/// <summary>Rows of floats in memory, a stride apart: what elementwise kernels read and write.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Tile
{
    private readonly ref float _start;
    private readonly nint _stride;

    /// <summary>A tile.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="stride">Floats from one row to the next; anything where there is one row.</param>
    public Tile(ref float start, nint stride = 0)
    {
        _start = ref start;
        _stride = stride;
    }

    /// <summary>The first element of a row.</summary>
    /// <param name="index">Number of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Row(int index) => ref Unsafe.Add(ref _start, index * _stride);
}
