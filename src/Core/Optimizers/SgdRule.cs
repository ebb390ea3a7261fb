using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>p = p - learningRate (g + weightDecay p).</summary>
internal readonly struct SgdRule(float learningRate, float weightDecay) : IUpdateRule
{
    private readonly float _learningRate = learningRate;
    private readonly float _weightDecay = weightDecay;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector direction = TSimd.MultiplyAdd(TSimd.Broadcast(_weightDecay), parameter, gradient);
        parameter = TSimd.NegateMultiplyAdd(TSimd.Broadcast(_learningRate), direction, parameter);
    }
}
