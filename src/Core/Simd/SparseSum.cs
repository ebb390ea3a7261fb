using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>
/// The inner loops of <see cref="SparseRows.Multiply"/>: initial + sum over one list of weight packed[index], for four, two or one vectors of lanes, or a single row. So that
/// enough additions are under way, the entries have four sums in turn, or two where there are few registers, and what is left over from fours has the first two. All forms add
/// in this order: a row's numbers do not depend on how many rows there are.
/// </summary>
internal static class SparseSum
{
    /// <summary>Four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float packed, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector a0 = TSimd.Broadcast(initial), a1 = a0, a2 = a0, a3 = a0;
        TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero;
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero;
        TVector d0 = TSimd.Zero, d1 = TSimd.Zero, d2 = TSimd.Zero, d3 = TSimd.Zero;
        int at = start;
        if (TSimd.HasManyRegisters)
        {
            for (; at < end - 3; at += 4)
            {
                Step4<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1, ref a2, ref a3);
                Step4<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b0, ref b1, ref b2, ref b3);
                Step4<TSimd, TVector, TOrder>(ref indices, ref places, at + 2, ref weights, ref packed, ref c0, ref c1, ref c2, ref c3);
                Step4<TSimd, TVector, TOrder>(ref indices, ref places, at + 3, ref weights, ref packed, ref d0, ref d1, ref d2, ref d3);
            }
        }

        for (; at < end - 1; at += 2)
        {
            Step4<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1, ref a2, ref a3);
            Step4<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b0, ref b1, ref b2, ref b3);
        }

        if (at < end)
        {
            Step4<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1, ref a2, ref a3);
        }

        TSimd.Store(ref target, Total<TSimd, TVector>(a0, b0, c0, d0));
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), Total<TSimd, TVector>(a1, b1, c1, d1));
        TSimd.Store(ref Unsafe.Add(ref target, 2 * TSimd.Width), Total<TSimd, TVector>(a2, b2, c2, d2));
        TSimd.Store(ref Unsafe.Add(ref target, 3 * TSimd.Width), Total<TSimd, TVector>(a3, b3, c3, d3));
    }

    /// <summary>Two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float packed, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector a0 = TSimd.Broadcast(initial), a1 = a0;
        TVector b0 = TSimd.Zero, b1 = TSimd.Zero;
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero;
        TVector d0 = TSimd.Zero, d1 = TSimd.Zero;
        int at = start;
        if (TSimd.HasManyRegisters)
        {
            for (; at < end - 3; at += 4)
            {
                Step2<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1);
                Step2<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b0, ref b1);
                Step2<TSimd, TVector, TOrder>(ref indices, ref places, at + 2, ref weights, ref packed, ref c0, ref c1);
                Step2<TSimd, TVector, TOrder>(ref indices, ref places, at + 3, ref weights, ref packed, ref d0, ref d1);
            }
        }

        for (; at < end - 1; at += 2)
        {
            Step2<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1);
            Step2<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b0, ref b1);
        }

        if (at < end)
        {
            Step2<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a0, ref a1);
        }

        TSimd.Store(ref target, Total<TSimd, TVector>(a0, b0, c0, d0));
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), Total<TSimd, TVector>(a1, b1, c1, d1));
    }

    /// <summary>One vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float packed, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector a = TSimd.Broadcast(initial);
        TVector b = TSimd.Zero;
        TVector c = TSimd.Zero;
        TVector d = TSimd.Zero;
        int at = start;
        if (TSimd.HasManyRegisters)
        {
            for (; at < end - 3; at += 4)
            {
                Step1<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a);
                Step1<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b);
                Step1<TSimd, TVector, TOrder>(ref indices, ref places, at + 2, ref weights, ref packed, ref c);
                Step1<TSimd, TVector, TOrder>(ref indices, ref places, at + 3, ref weights, ref packed, ref d);
            }
        }

        for (; at < end - 1; at += 2)
        {
            Step1<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a);
            Step1<TSimd, TVector, TOrder>(ref indices, ref places, at + 1, ref weights, ref packed, ref b);
        }

        if (at < end)
        {
            Step1<TSimd, TVector, TOrder>(ref indices, ref places, at, ref weights, ref packed, ref a);
        }

        TSimd.Store(ref target, Total<TSimd, TVector>(a, b, c, d));
    }

    /// <summary>A single row, which is read where it lies. The four sums are the lanes of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfRow<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float row, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        Vector128<float> sums = Vector128.CreateScalar(initial);
        nint at = start;
        if (TSimd.HasManyRegisters)
        {
            for (; at < end - 3; at += 4)
            {
                sums = Simd128.MultiplyAdd(TOrder.Four(ref weights, ref places, at), Picked.Four(ref Unsafe.Add(ref indices, at), ref row), sums);
            }
        }

        for (; at < end - 1; at += 2)
        {
            Vector128<float> pair = Vector128.Create(TOrder.Weight(ref weights, ref places, (int)at), TOrder.Weight(ref weights, ref places, (int)at + 1), 0f, 0f);
            sums = Simd128.MultiplyAdd(
                pair, Vector128.Create(Unsafe.Add(ref row, Unsafe.Add(ref indices, at)), Unsafe.Add(ref row, Unsafe.Add(ref indices, at + 1)), 0f, 0f), sums);
        }

        if (at < end)
        {
            Vector128<float> last = Vector128.CreateScalar(TOrder.Weight(ref weights, ref places, (int)at));
            sums = Simd128.MultiplyAdd(last, Vector128.CreateScalar(Unsafe.Add(ref row, Unsafe.Add(ref indices, at))), sums);
        }

        target = (sums.GetElement(0) + sums.GetElement(1)) + (sums.GetElement(2) + sums.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Total<TSimd, TVector>(TVector a, TVector b, TVector c, TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.HasManyRegisters ? TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)) : TSimd.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step4<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int at, ref float weights, ref float packed, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
        ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (4 * TSimd.Width));
        sum0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), sum0);
        sum1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), sum1);
        sum2 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), sum2);
        sum3 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width)), sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step2<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int at, ref float weights, ref float packed, ref TVector sum0, ref TVector sum1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
        ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (2 * TSimd.Width));
        sum0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), sum0);
        sum1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step1<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int at, ref float weights, ref float packed, ref TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
        ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * TSimd.Width);
        sum = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), sum);
    }
}
