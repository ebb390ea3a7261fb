using System.Runtime.CompilerServices;
using SparseGen.Compression.Maddness;

namespace SparseGen.Compression.Kernels;

/// <summary>The outputs of rows.</summary>
/// <param name="trees">The hashes.</param>
/// <param name="tables">The tables.</param>
/// <param name="rows">[rows, inputs].</param>
/// <param name="output">[rows, outputs].</param>
internal readonly ref struct MultiplyBlocks(HashTrees trees, LookupTables tables, ReadOnlySpan<float> rows, Span<float> output) : IByteWork
{
    private readonly HashTrees _trees = trees;
    private readonly LookupTables _tables = tables;
    private readonly ReadOnlySpan<float> _rows = rows;
    private readonly Span<float> _output = output;

    [SkipLocalsInit]
    public unsafe void Run<TSimd, TVector, TSums>(int row, int count)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        byte* codes = stackalloc byte[_trees.Codebooks * TSimd.Width];
        MaddnessKernel.Encode<TSimd, TVector, TSums>(_trees, ref Unsafe.AsRef(in _rows[row * _trees.Inputs]), count, ref *codes);
        MaddnessKernel.Sum<TSimd, TVector, TSums>(_tables, ref *codes, count, ref _output[row * _tables.Outputs]);
    }
}
