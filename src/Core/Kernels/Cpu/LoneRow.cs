using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Products of one row, up to four tiles of columns side by side. The two sums of one tile wait for themselves, four cycles a step; eight keep the multipliers busy, and the tiles
/// of a layer take as long as one. Each number is the sum that it is in a tile of several rows, in the same order.
/// </summary>
internal static class LoneRow
{
    private const int Most = 4;

    /// <summary>Computes some tiles of one group of one sample, and what the epilogue makes of each.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="width">Columns of a tile.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="last">The tile behind the last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TSimd, TVector, TBias, TAddend, TEpilogue>(
        in PanelProductShape shape, scoped in ProductOperands operands, int sample, int group, int width, int first, int last)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
        where TAddend : struct, IOption
        where TEpilogue : struct, IEpilogue
    {
        ref float right = ref Unsafe.Add(ref operands.Right, ((nint)sample * shape.RightSample) + ((nint)group * shape.RightGroup));
        ref float bias = ref Unsafe.Add(ref operands.Bias, group * shape.BiasGroup);
        for (; first < last; first += Most)
        {
            int tiles = Math.Min(Most, last - first), column = first * width, at = (sample * shape.OutputSample) + (group * shape.OutputGroup) + column;
            var cursor = new TileCursor
            {
                Left = ref Unsafe.Add(ref operands.Left, ((nint)sample * shape.LeftSample) + ((nint)group * shape.LeftGroup)),
                Right = ref right,
                Bias = ref TBias.IsOfColumns ? ref Unsafe.Add(ref bias, column) : ref bias,
                Output = ref Unsafe.Add(ref operands.Output, at),
                Addend = ref TAddend.IsPresent ? ref Unsafe.Add(ref operands.Residual, at) : ref Unsafe.NullRef<float>(),
                Depth = shape.Depth,
                Columns = shape.Columns - column,
                Tiles = tiles,
            };
            if (tiles > 2)
            {
                Sums<TSimd, TVector, TBias, TAddend, Present>(shape, ref cursor, column);
            }
            else
            {
                Sums<TSimd, TVector, TBias, TAddend, Absent>(shape, ref cursor, column);
            }

            for (int tile = 0; tile < tiles && typeof(TEpilogue) != typeof(NoEpilogue); tile++)
            {
                TEpilogue.Run<TSimd, TVector>(operands, at + (tile * width), 1, Math.Min(cursor.Columns - (tile * width), width), shape.OutputRow);
            }
        }
    }

    /// <summary>Two tiles or four. In place of one that is not there the last one is computed again, and not stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<TSimd, TVector, TBias, TAddend, TFour>(in PanelProductShape shape, scoped ref TileCursor cursor, int column)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
        where TAddend : struct, IOption
        where TFour : struct, IOption
    {
        int tiles = cursor.Tiles;
        (TVector a0, TVector a1) = Start<TSimd, TVector, TBias>(ref cursor.Bias, 0, tiles);
        (TVector b0, TVector b1) = Start<TSimd, TVector, TBias>(ref cursor.Bias, 1, tiles);
        (TVector c0, TVector c1) = Start<TSimd, TVector, TBias>(ref cursor.Bias, 2, tiles);
        (TVector d0, TVector d1) = Start<TSimd, TVector, TBias>(ref cursor.Bias, 3, tiles);
        (nint a, nint nextA) = Right<TSimd, TVector>(shape, cursor, column, 0);
        (nint b, nint nextB) = Right<TSimd, TVector>(shape, cursor, column, 1);
        (nint c, nint nextC) = Right<TSimd, TVector>(shape, cursor, column, 2);
        (nint d, nint nextD) = Right<TSimd, TVector>(shape, cursor, column, 3);
        nint leftDepth = shape.LeftDepth, rightDepth = shape.RightDepth;
        ref float left = ref cursor.Left, right = ref cursor.Right;
        for (int k = cursor.Depth; k > 0; k--)
        {
            TVector x = TSimd.Broadcast(left);
            a0 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, a)), a0);
            a1 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, nextA)), a1);
            b0 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, b)), b0);
            b1 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, nextB)), b1);
            if (TFour.IsPresent)
            {
                c0 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, c)), c0);
                c1 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, nextC)), c1);
                d0 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, d)), d0);
                d1 = TSimd.MultiplyAdd(x, TSimd.Load(ref Unsafe.Add(ref right, nextD)), d1);
            }

            left = ref Unsafe.Add(ref left, leftDepth);
            right = ref Unsafe.Add(ref right, rightDepth);
        }

        Store<TSimd, TVector, TAddend>(ref cursor, 0, a0);
        Store<TSimd, TVector, TAddend>(ref cursor, 1, a1);
        Store<TSimd, TVector, TAddend>(ref cursor, 2, b0);
        Store<TSimd, TVector, TAddend>(ref cursor, 3, b1);
        if (TFour.IsPresent)
        {
            Store<TSimd, TVector, TAddend>(ref cursor, 4, c0);
            Store<TSimd, TVector, TAddend>(ref cursor, 5, c1);
            Store<TSimd, TVector, TAddend>(ref cursor, 6, d0);
            Store<TSimd, TVector, TAddend>(ref cursor, 7, d1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector First, TVector Second) Start<TSimd, TVector, TBias>(ref float bias, int tile, int tiles)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
    {
        if (!TBias.IsOfColumns)
        {
            TVector start = TBias.IsOfRows ? TSimd.Broadcast(bias) : TSimd.Zero;
            return (start, start);
        }

        ref float first = ref Unsafe.Add(ref bias, 2 * Math.Min(tile, tiles - 1) * TSimd.Width);
        return (TSimd.Load(ref first), TSimd.Load(ref Unsafe.Add(ref first, TSimd.Width)));
    }

    /// <summary>Where a tile's vectors lie. Where one holds what is left of the columns it is read twice, so that nothing else comes into the cache.</summary>
    private static (nint First, nint Second) Right<TSimd, TVector>(in PanelProductShape shape, scoped in TileCursor cursor, int column, int tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int at = 2 * Math.Min(tile, cursor.Tiles - 1) * TSimd.Width;
        nint first = PanelProduct.RightOf(shape, column + at);
        return (first, cursor.Columns - at > TSimd.Width ? first + TSimd.Width : first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TSimd, TVector, TAddend>(scoped ref TileCursor cursor, int vector, TVector sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TAddend : struct, IOption
    {
        int at = vector * TSimd.Width, lanes = cursor.Columns - at;
        if (vector < 2 * cursor.Tiles && lanes > 0)
        {
            TVector value = TAddend.IsPresent ? TSimd.Add(sums, TSimd.Load(ref Unsafe.Add(ref cursor.Addend, at))) : sums;
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref cursor.Output, at), value, lanes);
        }
    }
}
