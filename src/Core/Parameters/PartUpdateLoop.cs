using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen;

/// <summary>
/// The pass of an update rule over some ranges of vectors on the CPU: the threads share the ranges as if they lay end to end, so that a model with many small
/// tensors wakes them once.
/// </summary>
/// <typeparam name="TRule">The rule.</typeparam>
internal readonly struct PartUpdateLoop<TRule> : IVectorLoop
    where TRule : unmanaged, IUpdateRule
{
    // One for each thread that ever updates with this rule, so that a step allocates nothing.
    [ThreadStatic]
    private static VectorWork<PartUpdateLoop<TRule>>? s_work;

    private readonly UpdateLoop<TRule> _loop;
    private readonly StorageRanges _ranges;

    private PartUpdateLoop(UpdateLoop<TRule> loop, StorageRanges ranges) => (_loop, _ranges) = (loop, ranges);

    /// <summary>Applies <paramref name="rule"/> to the ranges of arenas of the same length.</summary>
    internal static void Run(
        WorkerTeam team,
        in TRule rule,
        StorageRanges ranges,
        FloatArena parameters,
        FloatArena gradients,
        FloatArena? first,
        FloatArena? second)
    {
        s_work ??= new VectorWork<PartUpdateLoop<TRule>>();
        var loop = new UpdateLoop<TRule>(rule, parameters, gradients, first, second);
        s_work.Run(team, new PartUpdateLoop<TRule>(loop, ranges), ranges.TotalLength);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (start >= end)
        {
            return;
        }

        for (int range = _ranges.Find(start, out int offset); start < end; range++, offset = 0)
        {
            (int rangeStart, int rangeLength) = _ranges[range];
            int count = Math.Min(rangeLength - offset, end - start);
            _loop.Run<TSimd, TVector>(rangeStart + offset, rangeStart + offset + count);
            start += count;
        }
    }
}
