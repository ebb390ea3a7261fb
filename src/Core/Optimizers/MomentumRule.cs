using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>
/// d = g + weightDecay p; m = momentum m + d; p = p - learningRate (gradientWeight d + momentumWeight m), with m in the first state vector.
/// Weights (0, 1) give heavy-ball momentum, (1, momentum) Nesterov's.
/// </summary>
internal readonly struct MomentumRule(
    float learningRate, float weightDecay, float momentum, float gradientWeight, float momentumWeight) : IUpdateRule
{
    private readonly float _learningRate = learningRate;
    private readonly float _weightDecay = weightDecay;
    private readonly float _momentum = momentum;
    private readonly float _gradientWeight = gradientWeight;
    private readonly float _momentumWeight = momentumWeight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector direction = TSimd.MultiplyAdd(TSimd.Broadcast(_weightDecay), parameter, gradient);
        first = TSimd.MultiplyAdd(TSimd.Broadcast(_momentum), first, direction);
        direction = TSimd.MultiplyAdd(
            TSimd.Broadcast(_gradientWeight), direction, TSimd.Multiply(TSimd.Broadcast(_momentumWeight), first));
        parameter = TSimd.NegateMultiplyAdd(TSimd.Broadcast(_learningRate), direction, parameter);
    }
}
