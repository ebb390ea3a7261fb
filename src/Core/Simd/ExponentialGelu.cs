using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>Exact GELU by an exponential and a quotient, for any width and on GPUs.</summary>
internal static class ExponentialGelu
{
    private const float InverseSqrt2Pi = 0.3989422804f;

    // Beyond it single precision cannot tell GELU from 0 and x, nor its slope from 0 and 1, so what is computed there is that of the nearest end: powers of x would overflow.
    private const float End = 13f;

    /// <summary>max(x, 0) - |x| (1 - Phi(|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector distance = TSimd.Min(TSimd.Abs(x), TSimd.Broadcast(End));
        return TSimd.NegateMultiplyAdd(distance, NormalTail<TSimd, TVector>(distance, out _), TSimd.Max(x, TSimd.Zero));
    }

    /// <summary>Phi(x) + x phi(x); also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector above = TSimd.Max(x, TSimd.Broadcast(-End));
        TVector near = TSimd.Min(above, TSimd.Broadcast(End));
        TVector distribution = Normal<TSimd, TVector>(near, out TVector bell);
        value = TSimd.Multiply(above, distribution);
        return TSimd.MultiplyAdd(TSimd.Multiply(near, bell), TSimd.Broadcast(InverseSqrt2Pi), distribution);
    }

    /// <summary>phi(x) (2 - x^2); also the slope and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector above = TSimd.Max(x, TSimd.Broadcast(-End));
        TVector near = TSimd.Min(above, TSimd.Broadcast(End));
        TVector distribution = Normal<TSimd, TVector>(near, out TVector bell);
        TVector density = TSimd.Multiply(bell, TSimd.Broadcast(InverseSqrt2Pi));
        value = TSimd.Multiply(above, distribution);
        slope = TSimd.MultiplyAdd(near, density, distribution);
        return TSimd.Multiply(density, TSimd.NegateMultiplyAdd(near, near, TSimd.Broadcast(2f)));
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
