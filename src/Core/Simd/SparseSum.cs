using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>
/// The inner loops of <see cref="SparseRows.Multiply"/>: initial + sum over one list of weight packed[index], for four, two or one
/// vectors of lanes. Even and odd entries have sums of their own, so that enough chains of additions hide their latency.
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
        TVector even0 = TSimd.Broadcast(initial), even1 = even0, even2 = even0, even3 = even0;
        TVector odd0 = TSimd.Zero, odd1 = odd0, odd2 = odd0, odd3 = odd0;
        int at = start;
        for (; at < end - 1; at += 2)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (4 * TSimd.Width));
            even0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), even0);
            even1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), even1);
            even2 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), even2);
            even3 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width)), even3);

            weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at + 1));
            row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at + 1) * (4 * TSimd.Width));
            odd0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), odd0);
            odd1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), odd1);
            odd2 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), odd2);
            odd3 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width)), odd3);
        }

        if (at < end)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (4 * TSimd.Width));
            even0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), even0);
            even1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), even1);
            even2 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), even2);
            even3 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width)), even3);
        }

        TSimd.Store(ref target, TSimd.Add(even0, odd0));
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), TSimd.Add(even1, odd1));
        TSimd.Store(ref Unsafe.Add(ref target, 2 * TSimd.Width), TSimd.Add(even2, odd2));
        TSimd.Store(ref Unsafe.Add(ref target, 3 * TSimd.Width), TSimd.Add(even3, odd3));
    }

    /// <summary>Two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float packed, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector even0 = TSimd.Broadcast(initial), even1 = even0;
        TVector odd0 = TSimd.Zero, odd1 = odd0;
        int at = start;
        for (; at < end - 1; at += 2)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (2 * TSimd.Width));
            even0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), even0);
            even1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), even1);

            weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at + 1));
            row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at + 1) * (2 * TSimd.Width));
            odd0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), odd0);
            odd1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), odd1);
        }

        if (at < end)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            ref float row = ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * (2 * TSimd.Width));
            even0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref row), even0);
            even1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width)), even1);
        }

        TSimd.Store(ref target, TSimd.Add(even0, odd0));
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), TSimd.Add(even1, odd1));
    }

    /// <summary>One vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One<TSimd, TVector, TOrder>(
        ref int indices, ref int places, int start, int end, ref float weights, float initial, ref float packed, ref float target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        TVector even = TSimd.Broadcast(initial), odd = TSimd.Zero;
        int at = start;
        for (; at < end - 1; at += 2)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            even = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * TSimd.Width)), even);
            weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at + 1));
            odd = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at + 1) * TSimd.Width)), odd);
        }

        if (at < end)
        {
            TVector weight = TSimd.Broadcast(TOrder.Weight(ref weights, ref places, at));
            even = TSimd.MultiplyAdd(weight, TSimd.Load(ref Unsafe.Add(ref packed, (nint)Unsafe.Add(ref indices, at) * TSimd.Width)), even);
        }

        TSimd.Store(ref target, TSimd.Add(even, odd));
    }
}
