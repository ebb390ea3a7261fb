using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Tests.Gpu;

/// <summary>A rule that reads and writes both states and uses every operation a rule may: for comparing devices.</summary>
public readonly struct MomentumRule(float rate, float decay) : IUpdateRule
{
    private readonly float _rate = rate;
    private readonly float _decay = decay;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        first = TSimd.MultiplyAdd(first, TSimd.Broadcast(_decay), gradient);
        second = TSimd.Max(TSimd.Abs(gradient), TSimd.Min(second, TSimd.Broadcast(0.5f)));
        TVector sign = TSimd.SelectGreater(gradient, TSimd.Zero, TSimd.Broadcast(1f), TSimd.Broadcast(-1f));
        TVector size = TSimd.Divide(first, TSimd.Add(TSimd.Sqrt(second), TSimd.Broadcast(1e-3f)));
        TVector step = TSimd.Scale(TSimd.Round(TSimd.Multiply(gradient, TSimd.Broadcast(8f))), TSimd.Broadcast(-6f));
        TVector change = TSimd.NegateMultiplyAdd(size, TSimd.Multiply(gradient, sign), step);
        parameter = TSimd.Subtract(parameter, TSimd.Multiply(TSimd.Broadcast(_rate), change));
    }
}
