using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>The functions of <see cref="ActivationKind"/> and their derivatives, in vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    private const float InverseSqrt2Pi = 0.3989422804f;
    private const float TanhScale = 0.7978845608f;
    private const float TanhCubic = 0.044715f;

    // Beyond these arguments single precision cannot tell the functions from 0 and x, nor their slopes from 0 and 1, so what is computed there is that of the nearest end:
    // powers of x would overflow. Exponents stay within [-87, 88].
    private const float NormalEnd = 13f;
    private const float TanhEnd = 9.97f;

    /// <summary>x Phi(x) with the normal distribution function Phi (Hendrycks and Gimpel 2016, arXiv 1606.08415), computed as max(x, 0) - |x| (1 - Phi(|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (TSimd.HasLookup)
        {
            TVector piece = NormalPieces.Find<TSimd, TVector>(TSimd.Abs(x), out TVector place);
            return TSimd.Subtract(TSimd.Max(x, TSimd.Zero), NormalPieces.Value<TSimd, TVector>(piece, place));
        }

        TVector distance = TSimd.Min(TSimd.Abs(x), TSimd.Broadcast(NormalEnd));
        return TSimd.NegateMultiplyAdd(distance, NormalTail<TSimd, TVector>(distance, out _), TSimd.Max(x, TSimd.Zero));
    }

    /// <summary>The derivative Phi(x) + x phi(x) with the normal density phi; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (TSimd.HasLookup)
        {
            TVector piece = NormalPieces.Find<TSimd, TVector>(TSimd.Abs(x), out TVector place), tail = NormalPieces.Slope<TSimd, TVector>(piece, place);
            value = TSimd.Subtract(TSimd.Max(x, TSimd.Zero), NormalPieces.Value<TSimd, TVector>(piece, place));
            return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Subtract(TSimd.Broadcast(1f), tail), tail);
        }

        TVector above = TSimd.Max(x, TSimd.Broadcast(-NormalEnd));
        TVector near = TSimd.Min(above, TSimd.Broadcast(NormalEnd));
        TVector distribution = Normal<TSimd, TVector>(near, out TVector bell);
        value = TSimd.Multiply(above, distribution);
        return TSimd.MultiplyAdd(TSimd.Multiply(near, bell), TSimd.Broadcast(InverseSqrt2Pi), distribution);
    }

    /// <summary>The second derivative phi(x) (2 - x^2); also the first, Phi(x) + x phi(x), and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector above = TSimd.Max(x, TSimd.Broadcast(-NormalEnd));
        TVector near = TSimd.Min(above, TSimd.Broadcast(NormalEnd));
        TVector distribution = Normal<TSimd, TVector>(near, out TVector bell);
        TVector density = TSimd.Multiply(bell, TSimd.Broadcast(InverseSqrt2Pi));
        value = TSimd.Multiply(above, distribution);
        slope = TSimd.MultiplyAdd(near, density, distribution);
        return TSimd.Multiply(density, TSimd.NegateMultiplyAdd(near, near, TSimd.Broadcast(2f)));
    }

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

    /// <summary>
    /// The normal distribution function: Phi(-a) = e^(-a^2/2) t P(t) with t = 1 / (1 + 0.3 a) for a = |x|, and Phi(a) = 1 - Phi(-a).
    /// The form is that of Abramowitz and Stegun, 7.1.26; P is a minimax fit of degree 7 made for this library by Lawson's iteration.
    /// The absolute error is below 2e-7, the relative error in the lower tail below 1e-6 down to x = -8.
    /// </summary>
    /// <param name="x">The argument, in [-13, 13].</param>
    /// <param name="bell">e^(-x^2/2), which the derivative wants too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Normal<TSimd, TVector>(TVector x, out TVector bell)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector tail = NormalTail<TSimd, TVector>(TSimd.Abs(x), out bell);
        return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Subtract(TSimd.Broadcast(1f), tail), tail);
    }

    /// <summary>1 - Phi(x) = e^(-x^2/2) t p(t) with t = 1 / (1 + 0.3 x); also e^(-x^2/2).</summary>
    /// <param name="x">The argument, in [0, 13].</param>
    /// <param name="bell">e^(-x^2/2).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalTail<TSimd, TVector>(TVector x, out TVector bell)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        bell = Exponential.ExpInRange<TSimd, TVector>(TSimd.Multiply(TSimd.Multiply(x, x), TSimd.Broadcast(-0.5f)));
        TVector t = TSimd.Divide(one, TSimd.MultiplyAdd(x, TSimd.Broadcast(0.3f), one));
        TVector p = TSimd.Broadcast(0.037536002695560455f);
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(-0.16502098739147186f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.21997378766536713f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(-0.06640518456697464f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.13542170822620392f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.0977834165096283f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.12110579758882523f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.11960548162460327f));
        return TSimd.Multiply(TSimd.Multiply(bell, t), p);
    }
}
