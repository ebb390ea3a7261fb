using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// The sums of gradients: the first is the vector they are meant for, as a rule the gradients of the model, the others are arenas which are added to it in the order of their
/// workers. A worker has a sum to itself, or shares it with its group (<see cref="GradientGroups"/>), of which each then clears and closes a range.
/// </summary>
/// <remarks>
/// A running sum in single precision loses the more of its terms the longer it grows. So a worker whose share is large adds into parts, each of at most <see cref="MostAdditions"/>
/// additions, and adds a part to its sum when it is full: rounding then grows with the length of a part and with the number of parts (decision 24). Kernels do the same with the
/// rows of one addition. When a part ends depends on the batch and the number of workers only.
/// </remarks>
internal sealed class GradientReduction
{
    /// <summary>Additions of one part.</summary>
    internal const int MostAdditions = 512;

    private readonly WorkerTeam _team;
    private readonly GradientGroups _groups;
    private readonly VectorWork<Addition> _addition = new();
    private readonly FloatArena[] _arenas;
    private readonly FloatArena[] _parts;
    private readonly bool[] _used;

    // Of each worker; those of a group all have the same.
    private readonly bool[] _hasParts;
    private readonly long[] _additions;

    /// <summary>Allocates the arenas.</summary>
    /// <param name="team">The workers.</param>
    /// <param name="groups">Who adds to which sum.</param>
    /// <param name="gradients">The first sum.</param>
    /// <param name="mostAdditions">Additions to a sum with the largest batch.</param>
    internal GradientReduction(WorkerTeam team, GradientGroups groups, FloatArena gradients, long mostAdditions)
    {
        _team = team;
        _groups = groups;
        _hasParts = new bool[groups.Workers];
        _additions = new long[groups.Workers];
        _used = new bool[groups.Sums];
        _arenas = new FloatArena[groups.Sums];
        _arenas[0] = gradients;
        _parts = new FloatArena[mostAdditions > MostAdditions ? groups.Sums : 0];
        for (int sum = 0; sum < groups.Sums; sum++)
        {
            if (sum > 0)
            {
                _arenas[sum] = new FloatArena(gradients.Length, clear: false);
            }

            if (_parts.Length > 0)
            {
                _parts[sum] = new FloatArena(gradients.Length, clear: false);
            }
        }
    }

    /// <summary>Lets go of all arenas but the gradients of the model; nothing may be added any more.</summary>
    internal void Clear()
    {
        Array.Clear(_arenas, 1, _arenas.Length - 1);
        Array.Clear(_parts);
    }

    /// <summary>Says where the gradients of the next pass go, and with them the sum.</summary>
    internal void Aim(FloatArena gradients) => _arenas[0] = gradients;

    /// <summary>Where a worker adds its gradients.</summary>
    internal FloatArena Arena(int worker) => (_hasParts[worker] ? _parts : _arenas)[_groups.SumOf(worker)];

    /// <summary>To be called by each worker before it adds anything.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="additions">How often something is going to be added to its sum, at the most, by all who have that sum.</param>
    internal void Begin(int worker, long additions)
    {
        int sum = _groups.SumOf(worker);
        _used[sum] = additions > 0;
        _hasParts[worker] = additions > MostAdditions;
        _additions[worker] = 0;
        (int start, int end) = Range(worker);
        if (sum > 0 && additions > 0)
        {
            _arenas[sum].Span[start..end].Clear();
        }

        if (_hasParts[worker])
        {
            _parts[sum].Span[start..end].Clear();
        }
    }

    /// <summary>To be called by each worker when something has been added to its sum, and before anything else is.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="additions">How often, by all who have that sum.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    internal void Added(int worker, long additions, bool isLast)
    {
        _additions[worker] += additions;
        if (!_hasParts[worker] || !(isLast || _additions[worker] >= MostAdditions))
        {
            return;
        }

        _additions[worker] = 0;
        int sum = _groups.SumOf(worker);
        var closing = new Closing(_arenas[sum], _parts[sum]);
        (int start, int end) = Range(worker);
        VectorWork<Closing>.Run(ref closing, start, RangeWork.RoundUp(end));
    }

    /// <summary>Adds all sums to the first.</summary>
    internal void Sum()
    {
        if (_used.AsSpan(1).Contains(true))
        {
            _addition.Run(_team, new Addition(_arenas, _used), _arenas[0].Length);
        }
    }

    /// <summary>The worker's range of its sum: whole cache lines, but for the end.</summary>
    private (int Start, int End) Range(int worker)
    {
        GradientGroup group = _groups.Of(worker);
        int length = _arenas[0].Length, lines = RangeWork.Lines(length), member = worker - group.First;
        return (
            Partition.Start(lines, group.Count, member) * RangeWork.Line,
            Math.Min(Partition.Start(lines, group.Count, member + 1) * RangeWork.Line, length));
    }

    /// <summary>Adds a part to a sum and starts the next one.</summary>
    private readonly unsafe struct Closing(FloatArena sum, FloatArena part) : IVectorLoop
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>(int start, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* total = sum.Pointer;
            float* terms = part.Pointer;
            for (int i = start; i < end; i += TSimd.Width)
            {
                TSimd.Store(ref total[i], TSimd.Add(TSimd.Load(ref total[i]), TSimd.Load(ref terms[i])));
                TSimd.Store(ref terms[i], TSimd.Zero);
            }
        }
    }

    private readonly unsafe struct Addition(FloatArena[] arenas, bool[] used) : IVectorLoop
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>(int start, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* sum = arenas[0].Pointer;
            for (int term = 1; term < arenas.Length; term++)
            {
                if (!used[term])
                {
                    continue;
                }

                float* part = arenas[term].Pointer;
                for (int i = start; i < end; i += TSimd.Width)
                {
                    TSimd.Store(ref sum[i], TSimd.Add(TSimd.Load(ref sum[i]), TSimd.Load(ref part[i])));
                }
            }
        }
    }
}
