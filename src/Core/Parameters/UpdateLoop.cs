using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>The pass of an update rule over vectors on the CPU.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
internal readonly unsafe struct UpdateLoop<TRule> : IVectorLoop
    where TRule : unmanaged, IUpdateRule
{
    // One for each thread that ever updates with this rule, so that a step allocates nothing.
    [ThreadStatic]
    private static VectorWork<UpdateLoop<TRule>>? s_work;

    private readonly TRule _rule;
    private readonly FloatArena _parameters;
    private readonly FloatArena _gradients;
    private readonly FloatArena? _first;
    private readonly FloatArena? _second;

    internal UpdateLoop(in TRule rule, FloatArena parameters, FloatArena gradients, FloatArena? first, FloatArena? second) =>
        (_rule, _parameters, _gradients, _first, _second) = (rule, parameters, gradients, first, second);

    /// <summary>Applies <paramref name="rule"/> to arenas of the same length.</summary>
    internal static void Run(
        WorkerTeam team, in TRule rule, FloatArena parameters, FloatArena gradients, FloatArena? first, FloatArena? second)
    {
        s_work ??= new VectorWork<UpdateLoop<TRule>>();
        s_work.Run(team, new UpdateLoop<TRule>(rule, parameters, gradients, first, second), parameters.Length);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TRule rule = _rule;
        float* parameters = _parameters.Pointer;
        float* gradients = _gradients.Pointer;
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
