using System.Runtime.CompilerServices;

namespace SparseGen;

/// <summary>parameter = 0.</summary>
internal readonly struct ClearRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, Simd.ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.Zero;
}

/// <summary>parameter = gradient.</summary>
internal readonly struct CopyRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, Simd.ISimd<TVector>
        where TVector : struct =>
        parameter = gradient;
}

/// <summary>parameter = factor * parameter.</summary>
internal readonly struct ScaleRule(float factor) : IUpdateRule
{
    private readonly float _factor = factor;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, Simd.ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.Multiply(TSimd.Broadcast(_factor), parameter);
}

/// <summary>parameter = parameter + factor * gradient.</summary>
internal readonly struct AxpyRule(float factor) : IUpdateRule
{
    private readonly float _factor = factor;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, Simd.ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.MultiplyAdd(TSimd.Broadcast(_factor), gradient, parameter);
}
