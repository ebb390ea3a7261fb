using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Sums over rows of the products of two matrices, for gradients of what multiplies each row.</summary>
internal static class RowProducts
{
    /// <summary>Sums of products over rows, a vector of columns. Two chains of additions hide part of their latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum<TSimd, TVector>(ref float left, ref float right, int rows, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
        int row = 0;
        for (; row <= rows - 2; row += 2)
        {
            sum0 = TSimd.MultiplyAdd(TSimd.Load(ref left), TSimd.Load(ref right), sum0);
            sum1 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref left, stride)), TSimd.Load(ref Unsafe.Add(ref right, stride)), sum1);
            left = ref Unsafe.Add(ref left, 2 * stride);
            right = ref Unsafe.Add(ref right, 2 * stride);
        }

        if (row < rows)
        {
            sum0 = TSimd.MultiplyAdd(TSimd.Load(ref left), TSimd.Load(ref right), sum0);
        }

        return TSimd.Add(sum0, sum1);
    }
}
