using System.Runtime.CompilerServices;

namespace SparseGen.Compression;

/// <summary>parameter = mask parameter, with the mask in the place of the gradient.</summary>
internal readonly struct MaskRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, Simd.ISimd<TVector>
        where TVector : struct =>
        parameter = TSimd.Multiply(parameter, gradient);
}
