using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>
/// u = sign(beta1 m + (1 - beta1) g); p = shrink p - learningRate u; m = beta2 m + (1 - beta2) g, with m in the first state vector. sign(0) is 0.
/// </summary>
internal readonly struct LionRule(
    float learningRate, float shrink, float beta1, float oneMinusBeta1, float beta2, float oneMinusBeta2) : IUpdateRule
{
    private readonly float _learningRate = learningRate;
    private readonly float _shrink = shrink;
    private readonly float _beta1 = beta1;
    private readonly float _oneMinusBeta1 = oneMinusBeta1;
    private readonly float _beta2 = beta2;
    private readonly float _oneMinusBeta2 = oneMinusBeta2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector direction = TSimd.MultiplyAdd(
            TSimd.Broadcast(_beta1), first, TSimd.Multiply(TSimd.Broadcast(_oneMinusBeta1), gradient));

        // What is neither positive nor negative is the sign itself: a 0, or a NaN that has to show.
        TVector sign = TSimd.SelectGreater(TSimd.Zero, direction, TSimd.Broadcast(-1), direction);
        sign = TSimd.SelectGreater(direction, TSimd.Zero, TSimd.Broadcast(1), sign);
        parameter = TSimd.NegateMultiplyAdd(
            TSimd.Broadcast(_learningRate), sign, TSimd.Multiply(TSimd.Broadcast(_shrink), parameter));
        first = TSimd.MultiplyAdd(TSimd.Broadcast(_beta2), first, TSimd.Multiply(TSimd.Broadcast(_oneMinusBeta2), gradient));
    }
}
