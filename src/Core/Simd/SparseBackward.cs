using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>
/// The inner loops of <see cref="SparseRows.Backward"/>, for four, two or one vectors of lanes. What they read of the packed rows comes from the second-level
/// cache and decides the time, so each is loaded once for both products. Products of four weights are added up across their lanes together.
/// </summary>
internal static class SparseBackward
{
    /// <summary>Four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<TSimd, TVector>(WeightList list, ref float weights, ref float packed, ref float row, ref float target, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row), row1 = TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width));
        TVector row2 = TSimd.Load(ref Unsafe.Add(ref row, 2 * TSimd.Width)), row3 = TSimd.Load(ref Unsafe.Add(ref row, 3 * TSimd.Width));
        TVector sum0 = TSimd.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0, a = sum0, b = sum0, c = sum0;
        int at = 0;
        for (; at <= list.Count - 4; at += 4)
        {
            TVector first = Step<TSimd, TVector>(list, at, ref weights, ref packed, row0, row1, row2, row3, ref sum0, ref sum1, ref sum2, ref sum3);
            TVector second = Step<TSimd, TVector>(list, at + 1, ref weights, ref packed, row0, row1, row2, row3, ref sum0, ref sum1, ref sum2, ref sum3);
            TVector third = Step<TSimd, TVector>(list, at + 2, ref weights, ref packed, row0, row1, row2, row3, ref sum0, ref sum1, ref sum2, ref sum3);
            TVector fourth = Step<TSimd, TVector>(list, at + 3, ref weights, ref packed, row0, row1, row2, row3, ref sum0, ref sum1, ref sum2, ref sum3);
            list.Add<TSimd, TVector>(at, ref gradients, first, second, third, fourth);
        }

        for (; at < list.Count; at++)
        {
            (a, b) = (b, c);
            c = Step<TSimd, TVector>(list, at, ref weights, ref packed, row0, row1, row2, row3, ref sum0, ref sum1, ref sum2, ref sum3);
        }

        list.AddRest<TSimd, TVector>(ref gradients, a, b, c);
        TSimd.Store(ref target, sum0);
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), sum1);
        TSimd.Store(ref Unsafe.Add(ref target, 2 * TSimd.Width), sum2);
        TSimd.Store(ref Unsafe.Add(ref target, 3 * TSimd.Width), sum3);
    }

    /// <summary>Two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two<TSimd, TVector>(WeightList list, ref float weights, ref float packed, ref float row, ref float target, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row), row1 = TSimd.Load(ref Unsafe.Add(ref row, TSimd.Width));
        TVector sum0 = TSimd.Zero, sum1 = sum0, a = sum0, b = sum0, c = sum0;
        for (int at = 0; at < list.Count; at++)
        {
            TVector weight = TSimd.Broadcast(Unsafe.Add(ref weights, list.Place(at)));
            ref float other = ref Unsafe.Add(ref packed, list.Index(at) * (2 * TSimd.Width));
            TVector value0 = TSimd.Load(ref other), value1 = TSimd.Load(ref Unsafe.Add(ref other, TSimd.Width));
            sum0 = TSimd.MultiplyAdd(weight, value0, sum0);
            sum1 = TSimd.MultiplyAdd(weight, value1, sum1);
            TVector product = TSimd.MultiplyAdd(row1, value1, TSimd.Multiply(row0, value0));
            if ((at & 3) == 3)
            {
                list.Add<TSimd, TVector>(at - 3, ref gradients, a, b, c, product);
            }

            (a, b, c) = (b, c, product);
        }

        list.AddRest<TSimd, TVector>(ref gradients, a, b, c);
        TSimd.Store(ref target, sum0);
        TSimd.Store(ref Unsafe.Add(ref target, TSimd.Width), sum1);
    }

    /// <summary>One vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One<TSimd, TVector>(WeightList list, ref float weights, ref float packed, ref float row, ref float target, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector row0 = TSimd.Load(ref row);
        TVector sum = TSimd.Zero, a = sum, b = sum, c = sum;
        for (int at = 0; at < list.Count; at++)
        {
            TVector value = TSimd.Load(ref Unsafe.Add(ref packed, list.Index(at) * TSimd.Width));
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref weights, list.Place(at))), value, sum);
            TVector product = TSimd.Multiply(row0, value);
            if ((at & 3) == 3)
            {
                list.Add<TSimd, TVector>(at - 3, ref gradients, a, b, c, product);
            }

            (a, b, c) = (b, c, product);
        }

        list.AddRest<TSimd, TVector>(ref gradients, a, b, c);
        TSimd.Store(ref target, sum);
    }

    /// <summary>A single row, which is read where it lies; it adds up as the lanes of a vector do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfRow(WeightList list, ref float weights, ref float row, float value, ref float target, ref float gradients)
    {
        float sum = 0f;
        for (int at = 0; at < list.Count; at++)
        {
            float other = Unsafe.Add(ref row, list.Index(at));
            sum = float.MultiplyAddEstimate(Unsafe.Add(ref weights, list.Place(at)), other, sum);
            Unsafe.Add(ref gradients, list.Place(at)) += value * other;
        }

        target = sum;
    }

    /// <summary>One weight: adds its products with the gradients of its output to four sums, and gives those of the rows, to be added up across the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step<TSimd, TVector>(
        WeightList list, int at, ref float weights, ref float packed, TVector row0, TVector row1, TVector row2, TVector row3,
        ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector weight = TSimd.Broadcast(Unsafe.Add(ref weights, list.Place(at)));
        ref float other = ref Unsafe.Add(ref packed, list.Index(at) * (4 * TSimd.Width));
        TVector value0 = TSimd.Load(ref other), value1 = TSimd.Load(ref Unsafe.Add(ref other, TSimd.Width));
        TVector value2 = TSimd.Load(ref Unsafe.Add(ref other, 2 * TSimd.Width)), value3 = TSimd.Load(ref Unsafe.Add(ref other, 3 * TSimd.Width));
        sum0 = TSimd.MultiplyAdd(weight, value0, sum0);
        sum1 = TSimd.MultiplyAdd(weight, value1, sum1);
        sum2 = TSimd.MultiplyAdd(weight, value2, sum2);
        sum3 = TSimd.MultiplyAdd(weight, value3, sum3);
        TVector product = TSimd.MultiplyAdd(row1, value1, TSimd.Multiply(row0, value0));
        return TSimd.MultiplyAdd(row3, value3, TSimd.MultiplyAdd(row2, value2, product));
    }
}
