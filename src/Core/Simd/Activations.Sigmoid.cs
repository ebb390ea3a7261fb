using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <content>The logistic function, what is made of it, and the hyperbolic tangent.</content>
public static partial class Activations
{
    // Beyond it the logistic function is 0 or 1 to single precision.
    private const float LogisticEnd = 87f;

    // Below it the quotient of exponentials loses the last digits of tanh, and a polynomial takes over.
    private const float TanhNear = 0.625f;

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => SigmoidOf<TSimd, TVector>(x, out _);

    /// <summary>s (1 - s); also the value s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SigmoidGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = SigmoidOf<TSimd, TVector>(x, out TVector rest);
        return TSimd.Multiply(value, rest);
    }

    /// <summary>s (1 - s) (1 - 2 s); also the first derivative and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SigmoidSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = SigmoidOf<TSimd, TVector>(x, out TVector rest);
        slope = TSimd.Multiply(value, rest);
        return TSimd.Multiply(slope, TSimd.Subtract(rest, value));
    }

    /// <summary>x / (1 + e^-x) (Elfwing et al. 2017, arXiv 1702.03118).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Silu<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Multiply(TSimd.Max(x, TSimd.Broadcast(-LogisticEnd)), SigmoidOf<TSimd, TVector>(x, out _));

    /// <summary>With the logistic function s: s + x s (1 - s); also the value x s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SiluGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector s = SigmoidOf<TSimd, TVector>(x, out TVector rest);
        TVector above = TSimd.Max(x, TSimd.Broadcast(-LogisticEnd));
        value = TSimd.Multiply(above, s);
        return TSimd.MultiplyAdd(TSimd.Min(above, TSimd.Broadcast(LogisticEnd)), TSimd.Multiply(s, rest), s);
    }

    /// <summary>s (1 - s) (2 + x (1 - 2 s)); also the first derivative and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SiluSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector s = SigmoidOf<TSimd, TVector>(x, out TVector rest);
        TVector above = TSimd.Max(x, TSimd.Broadcast(-LogisticEnd));
        TVector near = TSimd.Min(above, TSimd.Broadcast(LogisticEnd));
        TVector bump = TSimd.Multiply(s, rest);
        value = TSimd.Multiply(above, s);
        slope = TSimd.MultiplyAdd(near, bump, s);
        return TSimd.Multiply(bump, TSimd.MultiplyAdd(near, TSimd.Subtract(rest, s), TSimd.Broadcast(2f)));
    }

    /// <summary>The hyperbolic tangent, (1 - p) / (1 + p) with p = e^(-2 |x|), and near zero a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TanhOf<TSimd, TVector>(x, out _);

    /// <summary>1 - tanh(x)^2 = 4 p / (1 + p)^2; also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector TanhGradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = TanhOf<TSimd, TVector>(x, out TVector slope);
        return slope;
    }

    /// <summary>-2 tanh(x) (1 - tanh(x)^2); also the first derivative and the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector TanhSecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = TanhOf<TSimd, TVector>(x, out slope);
        return TSimd.Multiply(TSimd.Multiply(value, slope), TSimd.Broadcast(-2f));
    }

    /// <summary>s = 1 / (1 + e^-x), and 1 - s without the cancellation that the difference would have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SigmoidOf<TSimd, TVector>(TVector x, out TVector rest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector power = Exponential.ExpInRange<TSimd, TVector>(TSimd.Subtract(TSimd.Zero, Near<TSimd, TVector>(x, LogisticEnd)));
        TVector s = TSimd.Divide(TSimd.Broadcast(1f), TSimd.Add(power, TSimd.Broadcast(1f)));
        rest = TSimd.Multiply(power, s);
        return s;
    }

    /// <summary>
    /// tanh and its derivative. The polynomial for (tanh(x) / x - 1) / x^2 up to 0.625 is a minimax fit made for this library by Lawson's iteration; its relative error, as that of
    /// tanh, is below 1e-8.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhOf<TSimd, TVector>(TVector x, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f), zero = TSimd.Zero;
        TVector near = Near<TSimd, TVector>(x, LogisticEnd / 2);
        TVector distance = TSimd.Abs(near);
        TVector power = Exponential.ExpInRange<TSimd, TVector>(TSimd.Multiply(distance, TSimd.Broadcast(-2f)));
        TVector inverse = TSimd.Divide(one, TSimd.Add(power, one));
        TVector far = TSimd.Multiply(TSimd.Subtract(one, power), inverse);

        TVector square = TSimd.Multiply(near, near);
        TVector fit = TSimd.MultiplyAdd(TSimd.Broadcast(-0.005704986862838268f), square, TSimd.Broadcast(0.0206390880048275f));
        fit = TSimd.MultiplyAdd(fit, square, TSimd.Broadcast(-0.05373971536755562f));
        fit = TSimd.MultiplyAdd(fit, square, TSimd.Broadcast(0.13331441581249237f));
        fit = TSimd.MultiplyAdd(fit, square, TSimd.Broadcast(-0.3333328068256378f));
        TVector close = TSimd.MultiplyAdd(TSimd.Multiply(fit, square), near, near);

        slope = TSimd.Multiply(TSimd.Multiply(power, inverse), TSimd.Multiply(inverse, TSimd.Broadcast(4f)));
        TVector signed = TSimd.SelectGreater(zero, near, TSimd.Subtract(zero, far), far);
        return TSimd.SelectGreater(distance, TSimd.Broadcast(TanhNear), signed, close);
    }
}
