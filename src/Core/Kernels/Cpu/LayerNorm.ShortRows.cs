using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Layer norm of rows of a few vectors, four at a time: their sums across lanes, roots and quotients are four numbers of one vector, which one row alone would wait for. What
/// comes of a row does not depend on those beside it.
/// </summary>
public static partial class LayerNorm
{
    /// <summary>Vectors of a row up to which what is done once a row takes longer than what is done once a number.</summary>
    private const int ShortRow = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardOfFour<TSimd, TVector, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int rows, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        // Behind the last row it is read and written again.
        int second = Math.Min(1, rows - 1) * channels, third = Math.Min(2, rows - 1) * channels, fourth = Math.Min(3, rows - 1) * channels;
        float share = 1f / channels;
        TVector first0 = TSimd.Broadcast(input), first1 = TSimd.Broadcast(Unsafe.Add(ref input, second));
        TVector first2 = TSimd.Broadcast(Unsafe.Add(ref input, third)), first3 = TSimd.Broadcast(Unsafe.Add(ref input, fourth));
        TVector sum0 = TSimd.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            ref float x = ref Unsafe.Add(ref input, channel);
            int lanes = channels - channel;
            sum0 = TSimd.Add(sum0, Centred<TSimd, TVector>(ref x, lanes, first0));
            sum1 = TSimd.Add(sum1, Centred<TSimd, TVector>(ref Unsafe.Add(ref x, second), lanes, first1));
            sum2 = TSimd.Add(sum2, Centred<TSimd, TVector>(ref Unsafe.Add(ref x, third), lanes, first2));
            sum3 = TSimd.Add(sum3, Centred<TSimd, TVector>(ref Unsafe.Add(ref x, fourth), lanes, first3));
        }

        Vector128<float> sums = share * Sums<TSimd, TVector>(sum0, sum1, sum2, sum3);
        TVector mean0 = TSimd.Add(first0, TSimd.Broadcast(sums.GetElement(0))), mean1 = TSimd.Add(first1, TSimd.Broadcast(sums.GetElement(1)));
        TVector mean2 = TSimd.Add(first2, TSimd.Broadcast(sums.GetElement(2))), mean3 = TSimd.Add(first3, TSimd.Broadcast(sums.GetElement(3)));
        sum0 = TSimd.Zero;
        sum1 = sum0;
        sum2 = sum0;
        sum3 = sum0;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            ref float x = ref Unsafe.Add(ref input, channel);
            int lanes = channels - channel;
            sum0 = AddSquare<TSimd, TVector>(Centred<TSimd, TVector>(ref x, lanes, mean0), sum0);
            sum1 = AddSquare<TSimd, TVector>(Centred<TSimd, TVector>(ref Unsafe.Add(ref x, second), lanes, mean1), sum1);
            sum2 = AddSquare<TSimd, TVector>(Centred<TSimd, TVector>(ref Unsafe.Add(ref x, third), lanes, mean2), sum2);
            sum3 = AddSquare<TSimd, TVector>(Centred<TSimd, TVector>(ref Unsafe.Add(ref x, fourth), lanes, mean3), sum3);
        }

        Vector128<float> variances = share * Sums<TSimd, TVector>(sum0, sum1, sum2, sum3);
        Vector128<float> inverse = Vector128<float>.One / Vector128.Sqrt(variances + Vector128.Create(epsilon));
        TVector inverse0 = TSimd.Broadcast(inverse.GetElement(0)), inverse1 = TSimd.Broadcast(inverse.GetElement(1));
        TVector inverse2 = TSimd.Broadcast(inverse.GetElement(2)), inverse3 = TSimd.Broadcast(inverse.GetElement(3));
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            ref float x = ref Unsafe.Add(ref input, channel);
            ref float y = ref Unsafe.Add(ref output, channel);
            TVector scale = TSimd.Load(ref Unsafe.Add(ref weight, channel));
            TVector start = TBias.IsPresent ? TSimd.Load(ref Unsafe.Add(ref bias, channel)) : TSimd.Zero;
            TVector value3 = Normalised<TSimd, TVector, TBias>(ref Unsafe.Add(ref x, fourth), mean3, inverse3, scale, start);
            TVector value2 = Normalised<TSimd, TVector, TBias>(ref Unsafe.Add(ref x, third), mean2, inverse2, scale, start);
            TVector value1 = Normalised<TSimd, TVector, TBias>(ref Unsafe.Add(ref x, second), mean1, inverse1, scale, start);
            Lanes.Store<TSimd, TVector>(ref y, Normalised<TSimd, TVector, TBias>(ref x, mean0, inverse0, scale, start), lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y, second), value1, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y, third), value2, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y, fourth), value3, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Normalised<TSimd, TVector, TBias>(ref float x, TVector mean, TVector inverseDeviation, TVector scale, TVector start)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref x), mean), inverseDeviation);
        return TBias.IsPresent ? TSimd.MultiplyAdd(normalised, scale, start) : TSimd.Multiply(normalised, scale);
    }

    /// <summary>x - centre in the lanes that there are, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Centred<TSimd, TVector>(ref float x, int lanes, TVector centre)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        lanes >= TSimd.Width
            ? TSimd.Subtract(TSimd.Load(ref x), centre)
            : TSimd.MaskFirst(TSimd.Subtract(TSimd.LoadPartial(ref x, lanes), centre), lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddSquare<TSimd, TVector>(TVector value, TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.MultiplyAdd(value, value, sum);

    /// <summary>The sums of the lanes of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums<TSimd, TVector>(TVector a, TVector b, TVector c, TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Vector128<float> sums = default;
        TSimd.AddSums(ref Unsafe.As<Vector128<float>, float>(ref sums), a, b, c, d);
        return sums;
    }
}
