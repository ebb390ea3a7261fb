using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>The exponential function in vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Exponential
{
    private const float LogarithmOf2High = 0.693359375f;
    private const float LogarithmOf2Low = -2.12194440e-4f;
    private const float Log2OfE = 1.44269504f;

    /// <summary>
    /// e^x with a relative error below 2e-7 for x in [-87, 88]; arguments outside are moved to the nearer end.
    /// x = n ln 2 + r with |r| at most ln 2 / 2, and e^x = 2^n e^r. The polynomial for (e^r - 1 - r) / r^2 is a minimax fit
    /// (relative error 3e-9), made for this library by Lawson's iteration.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ExpInRange<TSimd, TVector>(TSimd.Min(TSimd.Max(x, TSimd.Broadcast(-87f)), TSimd.Broadcast(88f)));

    /// <summary>e^(x - largest) as <see cref="Exp"/> has it, for x that are not larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ExpOfDifference<TSimd, TVector>(TVector x, TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ExpInRange<TSimd, TVector>(TSimd.Max(TSimd.Subtract(x, largest), TSimd.Broadcast(-87f)));

    /// <summary>e^x as <see cref="Exp"/> has it, for arguments that are in [-87, 88] already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpInRange<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector n = TSimd.Round(TSimd.Multiply(x, TSimd.Broadcast(Log2OfE)));
        TVector r = TSimd.NegateMultiplyAdd(n, TSimd.Broadcast(LogarithmOf2High), x);
        r = TSimd.NegateMultiplyAdd(n, TSimd.Broadcast(LogarithmOf2Low), r);
        TVector q = TSimd.Broadcast(0.001381469308398664f);
        q = TSimd.MultiplyAdd(q, r, TSimd.Broadcast(0.008368706330657005f));
        q = TSimd.MultiplyAdd(q, r, TSimd.Broadcast(0.04166838526725769f));
        q = TSimd.MultiplyAdd(q, r, TSimd.Broadcast(0.1666652113199234f));
        q = TSimd.MultiplyAdd(q, r, TSimd.Broadcast(0.4999999403953552f));
        TVector series = TSimd.MultiplyAdd(TSimd.Multiply(q, r), r, r);
        return TSimd.Scale(TSimd.Add(series, TSimd.Broadcast(1f)), n);
    }
}
