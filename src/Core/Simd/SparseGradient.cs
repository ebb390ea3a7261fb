using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>
/// The inner loops of <see cref="SparseRows.AddGradients"/>: for each index of a list, the dot product of one row with packed[index],
/// for four, two or one vectors of lanes. Four products are added up across their lanes together.
/// </summary>
internal static class SparseGradient
{
    /// <summary>Four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<TSimd, TVector>(ref int indices, int count, ref float row, ref float packed, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row), row1 = TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width));
        TVector row2 = TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), row3 = TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width));
        int at = 0;
        for (; at <= count - 4; at += 4)
        {
            TVector a = Dot4<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0, row1, row2, row3);
            TVector b = Dot4<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 1), row0, row1, row2, row3);
            TVector c = Dot4<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 2), row0, row1, row2, row3);
            TVector d = Dot4<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 3), row0, row1, row2, row3);
            TSimd.AddSums(ref Unsafe.Add(ref gradients, at), a, b, c, d);
        }

        for (; at < count; at++)
        {
            Unsafe.Add(ref gradients, at) += TSimd.Sum(Dot4<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0, row1, row2, row3));
        }
    }

    /// <summary>Two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two<TSimd, TVector>(ref int indices, int count, ref float row, ref float packed, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row), row1 = TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width));
        int at = 0;
        for (; at <= count - 4; at += 4)
        {
            TVector a = Dot2<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0, row1);
            TVector b = Dot2<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 1), row0, row1);
            TVector c = Dot2<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 2), row0, row1);
            TVector d = Dot2<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 3), row0, row1);
            TSimd.AddSums(ref Unsafe.Add(ref gradients, at), a, b, c, d);
        }

        for (; at < count; at++)
        {
            Unsafe.Add(ref gradients, at) += TSimd.Sum(Dot2<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0, row1));
        }
    }

    /// <summary>One vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One<TSimd, TVector>(ref int indices, int count, ref float row, ref float packed, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row);
        int at = 0;
        for (; at <= count - 4; at += 4)
        {
            TVector a = Dot1<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0);
            TVector b = Dot1<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 1), row0);
            TVector c = Dot1<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 2), row0);
            TVector d = Dot1<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at + 3), row0);
            TSimd.AddSums(ref Unsafe.Add(ref gradients, at), a, b, c, d);
        }

        for (; at < count; at++)
        {
            Unsafe.Add(ref gradients, at) += TSimd.Sum(Dot1<TSimd, TVector>(ref packed, Unsafe.Add(ref indices, at), row0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Dot4<TSimd, TVector>(ref float packed, int index, TVector row0, TVector row1, TVector row2, TVector row3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref float other = ref Unsafe.Add(ref packed, (nint)index * (4 * TSimd.Width));
        TVector sum = TSimd.Multiply(row0, TSimd.Load(ref other));
        sum = TSimd.MultiplyAdd(row1, TSimd.Load(ref Unsafe.Add(ref other, TSimd.Width)), sum);
        sum = TSimd.MultiplyAdd(row2, TSimd.Load(ref Unsafe.Add(ref other, 2 * TSimd.Width)), sum);
        return TSimd.MultiplyAdd(row3, TSimd.Load(ref Unsafe.Add(ref other, 3 * TSimd.Width)), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Dot2<TSimd, TVector>(ref float packed, int index, TVector row0, TVector row1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref float other = ref Unsafe.Add(ref packed, (nint)index * (2 * TSimd.Width));
        return TSimd.MultiplyAdd(row1, TSimd.Load(ref Unsafe.Add(ref other, TSimd.Width)), TSimd.Multiply(row0, TSimd.Load(ref other)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Dot1<TSimd, TVector>(ref float packed, int index, TVector row0)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(row0, TSimd.Load(ref Unsafe.Add(ref packed, (nint)index * TSimd.Width)));
}
