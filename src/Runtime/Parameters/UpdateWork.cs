using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>The pass of an update rule over vectors on the CPU.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
internal sealed unsafe class UpdateWork<TRule> : RangeWork
    where TRule : unmanaged, IUpdateRule
{
    // One for each thread that ever updates with this rule, so that a step allocates nothing.
    [ThreadStatic]
    private static UpdateWork<TRule>? s_instance;

    private TRule _rule;
    private FloatArena? _parameters;
    private FloatArena? _gradients;
    private FloatArena? _first;
    private FloatArena? _second;

    /// <summary>Applies <paramref name="rule"/> to arenas of the same length.</summary>
    internal static void Run(
        WorkerTeam team, in TRule rule, FloatArena parameters, FloatArena gradients, FloatArena? first, FloatArena? second)
    {
        UpdateWork<TRule> work = s_instance ??= new UpdateWork<TRule>();
        work._rule = rule;
        work._parameters = parameters;
        work._gradients = gradients;
        work._first = first;
        work._second = second;
        work.Run(team, parameters.Length);
        work._parameters = work._gradients = work._first = work._second = null;
    }

    /// <inheritdoc/>
    private protected override void Process(int worker, int start, int end)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Process<Simd512, Vector512<float>>(start, end);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Process<Simd256, Vector256<float>>(start, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Process<Simd128, Vector128<float>>(start, end);
        }
        else
        {
            Process<SimdScalar, float>(start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Process<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TRule rule = _rule;
        float* parameters = _parameters!.Pointer;
        float* gradients = _gradients!.Pointer;
        float* first = _first is null ? null : _first.Pointer;
        float* second = _second is null ? null : _second.Pointer;
        for (int i = start; i < end; i += TSimd.Width)
        {
            TVector parameter = TSimd.Load(ref parameters[i]);
            TVector gradient = TSimd.Load(ref gradients[i]);
            TVector firstState = first is null ? TSimd.Zero : TSimd.Load(ref first[i]);
            TVector secondState = second is null ? TSimd.Zero : TSimd.Load(ref second[i]);
            rule.Apply<TSimd, TVector>(ref parameter, gradient, ref firstState, ref secondState);
            TSimd.Store(ref parameters[i], parameter);
            if (first is not null)
            {
                TSimd.Store(ref first[i], firstState);
            }

            if (second is not null)
            {
                TSimd.Store(ref second[i], secondState);
            }
        }
    }
}
