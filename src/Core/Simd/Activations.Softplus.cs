using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <content>Softplus, the integral of the logistic function.</content>
public static partial class Activations
{
    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => SoftplusOf<TSimd, TVector>(x, PowerOf<TSimd, TVector>(x));

    /// <summary>The logistic function s; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SoftplusGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        _ = SoftplusSecondDerivative<TSimd, TVector>(x, out TVector slope, out value);
        return slope;
    }

    /// <summary>s (1 - s); also the first derivative s and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SoftplusSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector power = PowerOf<TSimd, TVector>(x);
        TVector larger = TSimd.Divide(TSimd.Broadcast(1f), TSimd.Add(power, TSimd.Broadcast(1f)));
        TVector smaller = TSimd.Multiply(power, larger);
        value = SoftplusOf<TSimd, TVector>(x, power);
        slope = TSimd.SelectGreater(x, TSimd.Zero, larger, smaller);
        return TSimd.Multiply(larger, smaller);
    }

    /// <summary>p = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOf<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Exponential.ExpInRange<TSimd, TVector>(TSimd.Subtract(TSimd.Zero, TSimd.Abs(Near<TSimd, TVector>(x, LogisticEnd))));

    /// <summary>
    /// max(x, 0) + ln(1 + p). With z = p / (2 + p), which is at most 1/3, ln(1 + p) is 2 artanh(z) = 2 z (1 + z^2 q(z^2)); the polynomial q is a minimax fit made for this library
    /// by Lawson's iteration, and the relative error of the logarithm below 5e-9.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SoftplusOf<TSimd, TVector>(TVector x, TVector power)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector z = TSimd.Divide(power, TSimd.Add(power, TSimd.Broadcast(2f)));
        TVector square = TSimd.Multiply(z, z);
        TVector fit = TSimd.MultiplyAdd(TSimd.Broadcast(0.140060156583786f), square, TSimd.Broadcast(0.14000898599624634f));
        fit = TSimd.MultiplyAdd(fit, square, TSimd.Broadcast(0.2001076340675354f));
        fit = TSimd.MultiplyAdd(fit, square, TSimd.Broadcast(0.3333320915699005f));
        TVector half = TSimd.MultiplyAdd(TSimd.Multiply(fit, square), z, z);
        return TSimd.MultiplyAdd(half, TSimd.Broadcast(2f), TSimd.Max(x, TSimd.Zero));
    }
}
