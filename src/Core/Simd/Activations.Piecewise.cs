using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <content>Functions made of straight lines.</content>
public static partial class Activations
{
    private const float Leak = 0.01f;

    /// <summary>x where it is positive, x / 100 elsewhere (Maas et al. 2013).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LeakyRelu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.SelectGreater(x, TSimd.Zero, x, TSimd.Multiply(x, TSimd.Broadcast(Leak)));

    /// <summary>1 where x is positive, 1/100 elsewhere; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LeakyReluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = LeakyRelu<TSimd, TVector>(x);
        return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Broadcast(1f), TSimd.Broadcast(Leak));
    }

    /// <summary>0, which the second derivative is almost everywhere; also the first and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LeakyReluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        slope = LeakyReluGradient<TSimd, TVector>(x, out value);
        return TSimd.Zero;
    }

    /// <summary>The nearest number to x in [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HardTanh<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Near<TSimd, TVector>(x, 1f);

    /// <summary>1 inside of (-1, 1), 0 elsewhere; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HardTanhGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = HardTanh<TSimd, TVector>(x);
        return TSimd.SelectGreater(TSimd.Broadcast(1f), TSimd.Abs(x), TSimd.Broadcast(1f), TSimd.Zero);
    }

    /// <summary>0, which the second derivative is almost everywhere; also the first and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HardTanhSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        slope = HardTanhGradient<TSimd, TVector>(x, out value);
        return TSimd.Zero;
    }
}
