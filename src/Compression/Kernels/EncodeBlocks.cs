using System.Runtime.CompilerServices;
using SparseGen.Compression.Maddness;

namespace SparseGen.Compression.Kernels;

/// <summary>The codes of rows, in the order of rows.</summary>
/// <param name="trees">The hashes.</param>
/// <param name="rows">[rows, inputs].</param>
/// <param name="codes">[rows, codebooks].</param>
internal readonly ref struct EncodeBlocks(HashTrees trees, ReadOnlySpan<float> rows, Span<byte> codes) : IByteWork
{
    private readonly HashTrees _trees = trees;
    private readonly ReadOnlySpan<float> _rows = rows;
    private readonly Span<byte> _codes = codes;

    [SkipLocalsInit]
    public unsafe void Run<TSimd, TVector, TSums>(int row, int count)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        byte* block = stackalloc byte[_trees.Codebooks * TSimd.Width];
        MaddnessKernel.Encode<TSimd, TVector, TSums>(_trees, ref Unsafe.AsRef(in _rows[row * _trees.Inputs]), count, ref *block);
        for (int i = 0; i < count; i++)
        {
            for (int codebook = 0; codebook < _trees.Codebooks; codebook++)
            {
                _codes[((row + i) * _trees.Codebooks) + codebook] = block[(codebook * TSimd.Width) + i];
            }
        }
    }
}
