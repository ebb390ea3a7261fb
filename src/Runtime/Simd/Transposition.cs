using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Simd;

/// <summary>Transposes matrices in memory by blocks that fit in registers.</summary>
public static class Transposition
{
    /// <summary>destination[column][row] = source[row][column].</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="sourceStride">Floats from one of its rows to the next.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="destination">Its transpose.</param>
    /// <param name="destinationStride">Floats from one row of the transpose to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, int sourceStride, int rows, int columns, ref float destination, int destinationStride)
    {
        int row = 0;
        if (Avx512F.IsSupported)
        {
            for (; row <= rows - 16; row += 16)
            {
                Run16(ref Unsafe.Add(ref source, (nint)row * sourceStride), sourceStride, columns, ref Unsafe.Add(ref destination, row), destinationStride);
            }
        }

        if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            for (; row <= rows - 4; row += 4)
            {
                Run4(ref Unsafe.Add(ref source, (nint)row * sourceStride), sourceStride, columns, ref Unsafe.Add(ref destination, row), destinationStride);
            }
        }

        for (; row < rows; row++)
        {
            RunScalar(ref Unsafe.Add(ref source, (nint)row * sourceStride), columns, ref Unsafe.Add(ref destination, row), destinationStride);
        }
    }

    /// <summary>Sixteen rows: each register holds four columns of four rows, one row a quarter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run16(ref float source, nint stride, int columns, ref float destination, nint pitch)
    {
        int column = 0;
        for (; column <= columns - 4; column += 4)
        {
            ref float from = ref Unsafe.Add(ref source, column);
            ref float to = ref Unsafe.Add(ref destination, column * pitch);
            Vector512<float> a = Gather(ref from, stride);
            Vector512<float> b = Gather(ref Unsafe.Add(ref from, stride), stride);
            Vector512<float> c = Gather(ref Unsafe.Add(ref from, 2 * stride), stride);
            Vector512<float> d = Gather(ref Unsafe.Add(ref from, 3 * stride), stride);
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
            Vector512<double> abHigh = Avx512F.UnpackHigh(a, b).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
            Avx512F.UnpackLow(ab, cd).AsSingle().StoreUnsafe(ref to);
            Avx512F.UnpackHigh(ab, cd).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, pitch));
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, 2 * pitch));
            Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, 3 * pitch));
        }

        for (int row = 0; row < 16; row++)
        {
            RunScalar(ref Unsafe.Add(ref source, (row * stride) + column), columns - column, ref Unsafe.Add(ref destination, (column * pitch) + row), pitch);
        }
    }

    /// <summary>Four floats of every fourth row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gather(ref float source, nint stride)
    {
        Vector256<float> low = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 4 * stride)));
        Vector256<float> high = Vector256.Create(
            Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 8 * stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 12 * stride)));
        return Vector512.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run4(ref float source, nint stride, int columns, ref float destination, nint pitch)
    {
        int column = 0;
        for (; column <= columns - 4; column += 4)
        {
            ref float from = ref Unsafe.Add(ref source, column);
            ref float to = ref Unsafe.Add(ref destination, column * pitch);
            Vector128<float> a = Vector128.LoadUnsafe(ref from), b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stride));
            Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * stride)), d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * stride));
            Vector128<float> ac = Low(a, c), bd = Low(b, d), acHigh = High(a, c), bdHigh = High(b, d);
            Low(ac, bd).StoreUnsafe(ref to);
            High(ac, bd).StoreUnsafe(ref Unsafe.Add(ref to, pitch));
            Low(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, 2 * pitch));
            High(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, 3 * pitch));
        }

        for (int row = 0; row < 4; row++)
        {
            RunScalar(ref Unsafe.Add(ref source, (row * stride) + column), columns - column, ref Unsafe.Add(ref destination, (column * pitch) + row), pitch);
        }
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunScalar(ref float source, int columns, ref float destination, nint pitch)
    {
        for (int column = 0; column < columns; column++)
        {
            Unsafe.Add(ref destination, column * pitch) = Unsafe.Add(ref source, column);
        }
    }
}
