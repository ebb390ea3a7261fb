using System.Runtime.CompilerServices;
using SparseGen.Compression.Maddness;

namespace SparseGen.Compression.Kernels;

/// <summary>The outputs of rows whose columns have their numbers side by side.</summary>
/// <param name="trees">The hashes.</param>
/// <param name="tables">The tables.</param>
/// <param name="columns">[inputs, rows], the columns a stride apart.</param>
/// <param name="stride">From column to column.</param>
/// <param name="output">[rows, outputs].</param>
internal readonly ref struct MultiplyColumnBlocks(HashTrees trees, LookupTables tables, ReadOnlySpan<float> columns, int stride, Span<float> output) : IByteWork
{
    private readonly HashTrees _trees = trees;
    private readonly LookupTables _tables = tables;
    private readonly ReadOnlySpan<float> _columns = columns;
    private readonly int _stride = stride;
    private readonly Span<float> _output = output;

    [SkipLocalsInit]
    public unsafe void Run<TSimd, TVector, TSums>(int row, int count)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        byte* codes = stackalloc byte[_trees.Codebooks * TSimd.Width];
        MaddnessKernel.EncodeColumns<TSimd, TVector, TSums>(_trees, ref Unsafe.AsRef(in _columns[row]), _stride, count, ref *codes);
        MaddnessKernel.Sum<TSimd, TVector, TSums>(_tables, ref *codes, count, ref _output[row * _tables.Outputs]);
    }
}
