using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SparseGen.Compression.Maddness;
using SparseGen.Simd;

namespace SparseGen.Compression.Kernels;

/// <summary>
/// A product by hashes and table look-ups (MADDNESS: Blalock and Guttag 2021, arXiv 2106.10860), a vector of rows at a time. Nothing is multiplied but at the two ends: where an
/// input becomes a byte, and where a sum becomes a float.
/// </summary>
internal static unsafe class MaddnessKernel
{
    /// <summary>Codebooks whose columns are gathered together: 64 columns of 64 rows are 16 KiB.</summary>
    private const int Gathered = 16;

    /// <summary>Outputs that are summed before they are turned round into rows.</summary>
    private const int Strip = 16;

    private const int WidestVector = 64;

    /// <summary>Floats of a line of the cache.</summary>
    private const int LineFloats = 16;

    /// <summary>The codes of a vector of rows, [codebooks][rows of the vector]; those of rows that are not there mean nothing.</summary>
    /// <param name="trees">The hashes.</param>
    /// <param name="rows">[count, inputs].</param>
    /// <param name="count">Rows, at most the width.</param>
    /// <param name="codes">Takes the codes.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode<TSimd, TVector, TSums>(HashTrees trees, ref float rows, int count, ref byte codes)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        if (typeof(TSimd) == typeof(ByteSimd512) && ColumnSelection.Fits(trees.Inputs))
        {
            SelectedCodes.Encode(trees, ref rows, count, ref codes);
            return;
        }

        float* gathered = stackalloc float[Gathered * HashTrees.Levels * WidestVector];
        for (int first = 0; first < trees.Codebooks; first += Gathered)
        {
            int levels = Math.Min(Gathered, trees.Codebooks - first) * HashTrees.Levels;
            int start = first * HashTrees.Levels;
            Gather(trees.Columns.AsSpan(start, levels), ref rows, trees.Inputs, count, TSimd.Width, gathered);
            for (int level = 0; level < levels; level += HashTrees.Levels)
            {
                TVector code = TSimd.Zero;
                for (int depth = 0; depth < HashTrees.Levels; depth++)
                {
                    int at = start + level + depth;
                    TVector values = TSimd.Quantise(ref gathered[(level + depth) * TSimd.Width], trees.Offsets[at], trees.Scales[at]);
                    code = TSimd.Descend(code, values, TSimd.LookUp(ref trees.Thresholds[at * HashTrees.Leaves], code));
                }

                TSimd.Store(ref Unsafe.Add(ref codes, (first + (level / HashTrees.Levels)) * TSimd.Width), code);
            }
        }
    }

    /// <summary>The same of rows whose columns have their numbers side by side: only the columns that hashes look at are read.</summary>
    /// <param name="trees">The hashes.</param>
    /// <param name="columns">[inputs, count] and more.</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="count">Rows, at most the width.</param>
    /// <param name="codes">Takes the codes.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeColumns<TSimd, TVector, TSums>(HashTrees trees, ref float columns, nint stride, int count, ref byte codes)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        float* some = stackalloc float[WidestVector];
        for (int codebook = 0; codebook < trees.Codebooks; codebook++)
        {
            TVector code = TSimd.Zero;
            for (int at = codebook * HashTrees.Levels; at < (codebook + 1) * HashTrees.Levels; at++)
            {
                ref float column = ref Unsafe.Add(ref columns, trees.Columns[at] * stride);
                if (count < TSimd.Width)
                {
                    MemoryMarshal.CreateReadOnlySpan(ref column, count).CopyTo(new Span<float>(some, count));
                    new Span<float>(some + count, TSimd.Width - count).Clear();
                    column = ref *some;
                }

                TVector values = TSimd.Quantise(ref column, trees.Offsets[at], trees.Scales[at]);
                Prefetch(ref Unsafe.Add(ref column, TSimd.Width), TSimd.Width);
                code = TSimd.Descend(code, values, TSimd.LookUp(ref trees.Thresholds[at * HashTrees.Leaves], code));
            }

            TSimd.Store(ref Unsafe.Add(ref codes, codebook * TSimd.Width), code);
        }
    }

    /// <summary>The sums of table entries that codes name, as floats.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="codes">[codebooks][rows of the vector].</param>
    /// <param name="count">Rows that are there.</param>
    /// <param name="output">[count, outputs].</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TSimd, TVector, TSums>(LookupTables tables, ref byte codes, int count, ref float output)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        float* strip = stackalloc float[Strip * WidestVector];
        for (int first = 0; first < tables.Outputs; first += Strip)
        {
            int outputs = Math.Min(Strip, tables.Outputs - first);
            for (int next = 0; next < outputs; next++)
            {
                int at = first + next;
                ref byte table = ref tables.Entries[at * tables.Codebooks * HashTrees.Leaves];
                TSums sums = TSimd.ZeroSums;
                int codebook = 0;
                for (int shift = LookupTables.LargestShift; codebook < tables.Codebooks; shift--)
                {
                    for (; tables.Codebooks - codebook >= 1 << shift; codebook += 1 << shift)
                    {
                        TVector mean = Mean<TSimd, TVector, TSums>(
                            ref Unsafe.Add(ref codes, codebook * TSimd.Width), ref Unsafe.Add(ref table, codebook * HashTrees.Leaves), shift);
                        sums = TSimd.Add(sums, mean, shift);
                    }
                }

                TSimd.StoreScaled(ref strip[next * TSimd.Width], sums, tables.Scale, tables.Constants[at]);
            }

            Spread(strip, TSimd.Width, outputs, count, ref Unsafe.Add(ref output, first), tables.Outputs);
        }
    }

    /// <summary>Asks for the numbers that the next vector of rows has in a column: columns are far apart, and each is read a little at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(ref float next, int width)
    {
        for (int line = 0; line < width && Sse.IsSupported; line += LineFloats)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref next, line)));
        }
    }

    /// <summary>Turns outputs round into rows. What is no multiple of four goes by way of rows of sixteen.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(float* strip, int width, int outputs, int count, ref float output, int stride)
    {
        if (outputs % 4 == 0 || outputs < 4)
        {
            Transposition.Run(ref *strip, width, outputs, count, ref output, stride);
            return;
        }

        float* turned = stackalloc float[Strip * WidestVector];
        Transposition.Run(ref *strip, width, Strip, count, ref *turned, Strip);
        int row = 0;
        if (outputs == stride)
        {
            // What is stored of a row too much is the beginning of the next one, which comes then.
            for (; (count - row) * stride >= Strip; row++)
            {
                Vector512.Load(turned + (row * Strip)).StoreUnsafe(ref output, (nuint)(row * stride));
            }
        }

        for (; row < count; row++)
        {
            // The last four numbers may come twice.
            ref float to = ref Unsafe.Add(ref output, (nint)row * stride);
            for (int next = 0; next < outputs; next += 4)
            {
                int at = Math.Min(next, outputs - 4);
                Vector128.Load(turned + (row * Strip) + at).StoreUnsafe(ref to, (nuint)at);
            }
        }
    }

    // Few rows at a time, since rows are far apart and what is read of one lies near; four, since a store of four costs what a store of one does.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ReadOnlySpan<int> columns, ref float rows, nint stride, int count, int width, float* gathered)
    {
        int row = 0;
        for (; row <= count - 4; row += 4)
        {
            ref float from = ref Unsafe.Add(ref rows, row * stride);
            float* to = gathered + row;
            foreach (int column in columns)
            {
                ref float first = ref Unsafe.Add(ref from, column);
                Vector128.Create(first, Unsafe.Add(ref first, stride), Unsafe.Add(ref first, 2 * stride), Unsafe.Add(ref first, 3 * stride)).Store(to);
                to += width;
            }
        }

        for (; row < count; row++)
        {
            ref float from = ref Unsafe.Add(ref rows, row * stride);
            for (int i = 0; i < columns.Length; i++)
            {
                gathered[(i * width) + row] = Unsafe.Add(ref from, columns[i]);
            }
        }

        for (int i = 0; i < columns.Length && count < width; i++)
        {
            new Span<float>(gathered + (i * width) + count, width - count).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mean<TSimd, TVector, TSums>(ref byte codes, ref byte table, int shift)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct => shift switch
        {
            4 => TSimd.Average(Of8<TSimd, TVector, TSums>(ref codes, ref table, 0), Of8<TSimd, TVector, TSums>(ref codes, ref table, 8)),
            3 => Of8<TSimd, TVector, TSums>(ref codes, ref table, 0),
            2 => Of4<TSimd, TVector, TSums>(ref codes, ref table, 0),
            1 => Of2<TSimd, TVector, TSums>(ref codes, ref table, 0),
            _ => Of1<TSimd, TVector, TSums>(ref codes, ref table, 0),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of8<TSimd, TVector, TSums>(ref byte codes, ref byte table, int codebook)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct => TSimd.Average(Of4<TSimd, TVector, TSums>(ref codes, ref table, codebook), Of4<TSimd, TVector, TSums>(ref codes, ref table, codebook + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of4<TSimd, TVector, TSums>(ref byte codes, ref byte table, int codebook)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct => TSimd.Average(Of2<TSimd, TVector, TSums>(ref codes, ref table, codebook), Of2<TSimd, TVector, TSums>(ref codes, ref table, codebook + 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of2<TSimd, TVector, TSums>(ref byte codes, ref byte table, int codebook)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct => TSimd.Average(Of1<TSimd, TVector, TSums>(ref codes, ref table, codebook), Of1<TSimd, TVector, TSums>(ref codes, ref table, codebook + 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of1<TSimd, TVector, TSums>(ref byte codes, ref byte table, int codebook)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct =>
        TSimd.LookUp(ref Unsafe.Add(ref table, codebook * HashTrees.Leaves), TSimd.Load(ref Unsafe.Add(ref codes, codebook * TSimd.Width)));
}
