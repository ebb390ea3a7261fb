using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>parameter = parameter + factor * gradient^2.</summary>
internal readonly struct AddSquareRule(float factor) : IUpdateRule
{
    private readonly float _factor = factor;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.MultiplyAdd(TSimd.Broadcast(_factor), TSimd.Multiply(gradient, gradient), parameter);
}
