using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SparseGen.Compression.Maddness;

namespace SparseGen.Compression.Kernels;

/// <summary>
/// The codes of 64 rows with AVX-512. The columns that hashes look at are permuted out of each row, four codebooks to a vector, and become bytes there. Sixteen rows at a time are
/// turned round, so that a vector has a level of four trees for them, a quarter each, and the four trees are walked together.
/// </summary>
internal static unsafe class SelectedCodes
{
    private const int Lanes = ColumnSelection.Lanes, Rows = 64, Together = 16, Vector = 64;

    /// <summary>The bytes of four rows with four levels each, level by level.</summary>
    private static Vector512<byte> LevelsFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Vector128<byte> order = Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
            Vector256<byte> twice = Vector256.Create(order, order);
            return Vector512.Create(twice, twice);
        }
    }

    /// <summary>The codes, [codebooks][64]; those of rows that are not there mean nothing.</summary>
    /// <param name="trees">The hashes.</param>
    /// <param name="rows">[count, inputs].</param>
    /// <param name="count">Rows, at most 64.</param>
    /// <param name="codes">Takes the codes.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode(HashTrees trees, ref float rows, int count, ref byte codes)
    {
        ColumnSelection selection = trees.Selection;
        int groups = selection.Ends.Length;
        byte* bytes = stackalloc byte[groups * 4 * Vector];
        for (int row = 0; row < count; row += Together)
        {
            for (int quad = 0; quad < 4; quad++)
            {
                // Behind the last row it is read again.
                int first = Math.Min(row + (4 * quad), count - 1), left = count - 1 - first;
                nint stride = trees.Inputs;
                Select(
                    selection, ref Unsafe.Add(ref rows, first * stride), Math.Min(left, 1) * stride, Math.Min(left, 2) * stride, Math.Min(left, 3) * stride,
                    bytes + (quad * Vector));
            }

            for (int group = 0; group < groups; group++)
            {
                int codebook = group * ColumnSelection.Codebooks;
                Vector512<byte> code = Walk(bytes + (group * 4 * Vector), ref selection.Thresholds[group * HashTrees.Levels * Vector]);
                ref byte to = ref Unsafe.Add(ref codes, (codebook * Rows) + row);
                code.GetLower().GetLower().StoreUnsafe(ref to);
                if (codebook + ColumnSelection.Codebooks <= trees.Codebooks)
                {
                    code.GetLower().GetUpper().StoreUnsafe(ref to, Rows);
                    code.GetUpper().GetLower().StoreUnsafe(ref to, 2 * Rows);
                    code.GetUpper().GetUpper().StoreUnsafe(ref to, 3 * Rows);
                    continue;
                }

                for (int next = 1; codebook + next < trees.Codebooks; next++)
                {
                    Vector128<byte> some = next == 1 ? code.GetLower().GetUpper() : code.GetUpper().GetLower();
                    some.StoreUnsafe(ref to, (nuint)(next * Rows));
                }
            }
        }
    }

    /// <summary>The columns of four rows as bytes, group by group: in each quarter those of a codebook, row after row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select(ColumnSelection selection, ref float row, nint second, nint third, nint fourth, byte* bytes)
    {
        ref int sources = ref MemoryMarshal.GetArrayDataReference(selection.Sources), places = ref MemoryMarshal.GetArrayDataReference(selection.Places);
        ref float offsets = ref MemoryMarshal.GetArrayDataReference(selection.Offsets), scales = ref MemoryMarshal.GetArrayDataReference(selection.Scales);
        nuint load = 0;
        foreach (int end in selection.Ends)
        {
            Vector512<float> a = Vector512<float>.Zero, b = a, c = a, d = a;
            for (; load < (nuint)end; load++)
            {
                Vector512<int> source = Vector512.LoadUnsafe(ref sources, load * Lanes);
                ref float from = ref Unsafe.Add(ref row, Unsafe.Add(ref places, load));
                a = Avx512F.PermuteVar16x32x2(a, source, Vector512.LoadUnsafe(ref from));
                b = Avx512F.PermuteVar16x32x2(b, source, Vector512.LoadUnsafe(ref Unsafe.Add(ref from, second)));
                c = Avx512F.PermuteVar16x32x2(c, source, Vector512.LoadUnsafe(ref Unsafe.Add(ref from, third)));
                d = Avx512F.PermuteVar16x32x2(d, source, Vector512.LoadUnsafe(ref Unsafe.Add(ref from, fourth)));
            }

            Vector512<float> offset = Vector512.LoadUnsafe(ref offsets), scale = Vector512.LoadUnsafe(ref scales);
            Vector512<short> upper = Avx512BW.PackSignedSaturate(ByteSimd512.Whole(a, offset, scale), ByteSimd512.Whole(b, offset, scale));
            Vector512<short> lower = Avx512BW.PackSignedSaturate(ByteSimd512.Whole(c, offset, scale), ByteSimd512.Whole(d, offset, scale));
            Avx512BW.Shuffle(Avx512BW.PackUnsignedSaturate(upper, lower), LevelsFirst).Store(bytes);
            offsets = ref Unsafe.Add(ref offsets, Lanes);
            scales = ref Unsafe.Add(ref scales, Lanes);
            bytes += 4 * Vector;
        }
    }

    /// <summary>Sixteen rows down four trees.</summary>
    /// <param name="bytes">Four vectors of four rows each: quarters of levels of rows.</param>
    /// <param name="thresholds">[levels][four trees][16].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Walk(byte* bytes, ref byte thresholds)
    {
        Vector512<uint> a = Vector512.Load(bytes).AsUInt32(), b = Vector512.Load(bytes + Vector).AsUInt32();
        Vector512<uint> c = Vector512.Load(bytes + (2 * Vector)).AsUInt32(), d = Vector512.Load(bytes + (3 * Vector)).AsUInt32();
        Vector512<ulong> ab = Avx512F.UnpackLow(a, b).AsUInt64(), cd = Avx512F.UnpackLow(c, d).AsUInt64();
        Vector512<ulong> abHigh = Avx512F.UnpackHigh(a, b).AsUInt64(), cdHigh = Avx512F.UnpackHigh(c, d).AsUInt64();
        Vector512<byte> code = Down(Vector512<byte>.Zero, Avx512F.UnpackLow(ab, cd).AsByte(), ref thresholds);
        code = Down(code, Avx512F.UnpackHigh(ab, cd).AsByte(), ref Unsafe.Add(ref thresholds, Vector));
        code = Down(code, Avx512F.UnpackLow(abHigh, cdHigh).AsByte(), ref Unsafe.Add(ref thresholds, 2 * Vector));
        return Down(code, Avx512F.UnpackHigh(abHigh, cdHigh).AsByte(), ref Unsafe.Add(ref thresholds, 3 * Vector));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Down(Vector512<byte> code, Vector512<byte> values, ref byte thresholds) =>
        ByteSimd512.Descend(code, values, Avx512BW.Shuffle(Vector512.LoadUnsafe(ref thresholds), code));
}
