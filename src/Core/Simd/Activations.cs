using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>The functions of <see cref="ActivationKind"/> and their derivatives, in vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    private const float TanhScale = 0.7978845608f;
    private const float TanhCubic = 0.044715f;

    // Beyond it single precision cannot tell the function from 0 and x, nor its slope from 0 and 1, so what is computed there is that of the nearest end: powers of x would
    // overflow. The exponent stays within [-87, 88].
    private const float TanhEnd = 9.97f;

    /// <summary>x Phi(x) with the normal distribution function Phi (Hendrycks and Gimpel 2016, arXiv 1606.08415).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Gelu(x);

    /// <summary>The derivative Phi(x) + x phi(x) with the normal density phi; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.GeluGradient(x, out value);

    /// <summary>The second derivative phi(x) (2 - x^2); also the first, Phi(x) + x phi(x), and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => ExponentialGelu.SecondDerivative<TSimd, TVector>(x, out slope, out value);

    /// <summary>x/2 (1 + tanh(u)) with u = sqrt(2/pi) (x + 0.044715 x^3) (arXiv 1606.08415), computed as x / (1 + e^(-2u)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluTanh<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Multiply(TSimd.Max(x, TSimd.Broadcast(-TanhEnd)), Logistic<TSimd, TVector>(Near<TSimd, TVector>(x, TanhEnd)));

    /// <summary>With s = 1 / (1 + e^(-2u)): s + 2 x s (1 - s) u'; also the value x s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluTanhGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector above = TSimd.Max(x, TSimd.Broadcast(-TanhEnd));
        TVector near = TSimd.Min(above, TSimd.Broadcast(TanhEnd));
        TVector s = Logistic<TSimd, TVector>(near);
        value = TSimd.Multiply(above, s);
        TVector slope = TSimd.MultiplyAdd(TSimd.Multiply(near, near), TSimd.Broadcast(2f * TanhScale * 3f * TanhCubic), TSimd.Broadcast(2f * TanhScale));
        return TSimd.MultiplyAdd(TSimd.Multiply(TSimd.Multiply(near, s), TSimd.Subtract(TSimd.Broadcast(1f), s)), slope, s);
    }

    /// <summary>
    /// With s = 1 / (1 + e^(-2u)), v = 2u and w = s (1 - s): the second derivative w (2 v' + x ((1 - 2s) v'^2 + v'')); also the first,
    /// s + x w v', and the value x s.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluTanhSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector above = TSimd.Max(x, TSimd.Broadcast(-TanhEnd));
        TVector near = TSimd.Min(above, TSimd.Broadcast(TanhEnd));
        TVector s = Logistic<TSimd, TVector>(near);
        value = TSimd.Multiply(above, s);
        TVector rest = TSimd.Subtract(one, s);
        TVector v1 = TSimd.MultiplyAdd(TSimd.Multiply(near, near), TSimd.Broadcast(2f * TanhScale * 3f * TanhCubic), TSimd.Broadcast(2f * TanhScale));
        TVector v2 = TSimd.Multiply(near, TSimd.Broadcast(2f * TanhScale * 6f * TanhCubic));
        TVector w = TSimd.Multiply(s, rest);
        slope = TSimd.MultiplyAdd(TSimd.Multiply(near, w), v1, s);
        TVector inner = TSimd.MultiplyAdd(TSimd.Multiply(TSimd.Subtract(rest, s), v1), v1, v2);
        return TSimd.Multiply(w, TSimd.MultiplyAdd(near, inner, TSimd.Add(v1, v1)));
    }

    /// <summary>max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Relu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Max(x, TSimd.Zero);

    /// <summary>1 where x is positive, 0 elsewhere; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ReluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = Relu<TSimd, TVector>(x);
        return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Broadcast(1f), TSimd.Zero);
    }

    /// <summary>0, which the second derivative is almost everywhere; also the first and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ReluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        slope = ReluGradient<TSimd, TVector>(x, out value);
        return TSimd.Zero;
    }

    /// <summary>max(x, 0)^2 (So et al. 2021, arXiv 2109.08668).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SquaredRelu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector positive = Relu<TSimd, TVector>(x);
        return TSimd.Multiply(positive, positive);
    }

    /// <summary>2 max(x, 0); also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SquaredReluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector positive = Relu<TSimd, TVector>(x);
        value = TSimd.Multiply(positive, positive);
        return TSimd.Add(positive, positive);
    }

    /// <summary>2 where x is positive, 0 elsewhere; also the first derivative and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SquaredReluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        slope = SquaredReluGradient<TSimd, TVector>(x, out value);
        return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Broadcast(2f), TSimd.Zero);
    }

    /// <summary>The nearest number in [-end, end]; a NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Near<TSimd, TVector>(TVector x, float end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Min(TSimd.Max(x, TSimd.Broadcast(-end)), TSimd.Broadcast(end));

    /// <summary>1 / (1 + e^(-2u)) with the u of the tanh form, for x in [-9.97, 9.97].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Logistic<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector cubic = TSimd.MultiplyAdd(TSimd.Multiply(x, x), TSimd.Broadcast(-2f * TanhScale * TanhCubic), TSimd.Broadcast(-2f * TanhScale));
        TVector power = Exponential.ExpInRange<TSimd, TVector>(TSimd.Multiply(x, cubic));
        return TSimd.Divide(TSimd.Broadcast(1f), TSimd.Add(power, TSimd.Broadcast(1f)));
    }
}
