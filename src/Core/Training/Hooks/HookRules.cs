using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>first = parameter; parameter = parameter + factor * gradient.</summary>
internal readonly struct SaveAndMoveRule(float factor) : IUpdateRule
{
    private readonly float _factor = factor;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        first = parameter;
        parameter = TSimd.MultiplyAdd(TSimd.Broadcast(_factor), gradient, parameter);
    }
}

/// <summary>parameter = gradient + weight * (parameter - gradient): on the line through the two; weight 1 is the parameter.</summary>
internal readonly struct InterpolationRule(float weight) : IUpdateRule
{
    private readonly float _weight = weight;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.MultiplyAdd(TSimd.Broadcast(_weight), TSimd.Subtract(parameter, gradient), gradient);
}

/// <summary>parameter = factor * parameter * gradient, element by element.</summary>
internal readonly struct MultiplicationRule(float factor) : IUpdateRule
{
    private readonly float _factor = factor;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.Multiply(TSimd.Broadcast(_factor), TSimd.Multiply(parameter, gradient));
}
