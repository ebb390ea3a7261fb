using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>
/// p = shrink p; g = g + gradientDecay p; m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// p = p - stepSize m / (sqrt(v) rootScale + epsilon), with m and v in the state vectors. The bias corrections are in
/// stepSize = learningRate / (1 - beta1^t) and rootScale = 1 / sqrt(1 - beta2^t), so epsilon is added to the corrected root, as in PyTorch.
/// </summary>
internal readonly struct AdamRule(
    float shrink,
    float gradientDecay,
    float beta1,
    float oneMinusBeta1,
    float beta2,
    float oneMinusBeta2,
    float stepSize,
    float rootScale,
    float epsilon) : IUpdateRule
{
    private readonly float _shrink = shrink;
    private readonly float _gradientDecay = gradientDecay;
    private readonly float _beta1 = beta1;
    private readonly float _oneMinusBeta1 = oneMinusBeta1;
    private readonly float _beta2 = beta2;
    private readonly float _oneMinusBeta2 = oneMinusBeta2;
    private readonly float _stepSize = stepSize;
    private readonly float _rootScale = rootScale;
    private readonly float _epsilon = epsilon;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        parameter = TSimd.Multiply(TSimd.Broadcast(_shrink), parameter);
        gradient = TSimd.MultiplyAdd(TSimd.Broadcast(_gradientDecay), parameter, gradient);

        TVector scaled = TSimd.Multiply(TSimd.Broadcast(_oneMinusBeta1), gradient);
        first = TSimd.MultiplyAdd(TSimd.Broadcast(_beta1), first, scaled);
        TVector scaledSquare = TSimd.Multiply(TSimd.Broadcast(_oneMinusBeta2), TSimd.Multiply(gradient, gradient));
        second = TSimd.MultiplyAdd(TSimd.Broadcast(_beta2), second, scaledSquare);

        TVector denominator = TSimd.MultiplyAdd(TSimd.Sqrt(second), TSimd.Broadcast(_rootScale), TSimd.Broadcast(_epsilon));
        parameter = TSimd.NegateMultiplyAdd(TSimd.Broadcast(_stepSize), TSimd.Divide(first, denominator), parameter);
    }
}
