using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// The gradients of the workers: worker 0 adds into the vector they are meant for, as a rule the gradients of the model, the others into
/// arenas of their own, which are added to it in the order of the workers.
/// </summary>
/// <remarks>
/// A running sum in single precision loses the more of its terms the longer it grows. So a worker whose share is large adds into parts, each of at most <see cref="MostAdditions"/>
/// additions, and adds a part to its sum when it is full: rounding then grows with the length of a part and with the number of parts (decision 24). Kernels do the same with the
/// rows of one addition. When a part ends depends on the batch and the number of workers only.
/// </remarks>
internal sealed class GradientReduction
{
    /// <summary>Additions of one part.</summary>
    private const int MostAdditions = 512;

    private readonly WorkerTeam _team;
    private readonly VectorWork<Addition> _addition = new();
    private readonly FloatArena[] _arenas;
    private readonly FloatArena[] _parts;
    private readonly bool[] _used;
    private readonly bool[] _hasParts;
    private readonly long[] _additions;

    /// <summary>Allocates the arenas.</summary>
    /// <param name="team">The workers.</param>
    /// <param name="gradients">The gradients of the model.</param>
    /// <param name="mostAdditions">Additions of a worker's share of the largest batch.</param>
    internal GradientReduction(WorkerTeam team, FloatArena gradients, long mostAdditions)
    {
        _team = team;
        _used = new bool[team.Count];
        _hasParts = new bool[team.Count];
        _additions = new long[team.Count];
        _arenas = new FloatArena[team.Count];
        _arenas[0] = gradients;
        _parts = new FloatArena[mostAdditions > MostAdditions ? team.Count : 0];
        for (int worker = 0; worker < team.Count; worker++)
        {
            if (worker > 0)
            {
                _arenas[worker] = new FloatArena(gradients.Length, clear: false);
            }

            if (_parts.Length > 0)
            {
                _parts[worker] = new FloatArena(gradients.Length, clear: false);
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
    internal FloatArena Arena(int worker) => _hasParts[worker] ? _parts[worker] : _arenas[worker];

    /// <summary>To be called by each worker before it adds anything.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="additions">How often it is going to add something to a gradient, at the most.</param>
    internal void Begin(int worker, long additions)
    {
        _used[worker] = additions > 0;
        _hasParts[worker] = additions > MostAdditions;
        _additions[worker] = 0;
        if (worker > 0 && additions > 0)
        {
            _arenas[worker].Span.Clear();
        }

        if (_hasParts[worker])
        {
            _parts[worker].Span.Clear();
        }
    }

    /// <summary>To be called by each worker when it has added something.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="additions">How often.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    internal void Added(int worker, long additions, bool isLast)
    {
        _additions[worker] += additions;
        if (!_hasParts[worker] || !(isLast || _additions[worker] >= MostAdditions))
        {
            return;
        }

        _additions[worker] = 0;
        var closing = new Closing(_arenas[worker], _parts[worker]);
        VectorWork<Closing>.Run(ref closing, 0, RangeWork.RoundUp(_arenas[worker].Length));
    }

    /// <summary>Adds the arenas of all workers to the gradients of the model.</summary>
    internal void Sum()
    {
        if (_used.AsSpan(1).Contains(true))
        {
            _addition.Run(_team, new Addition(_arenas, _used), _arenas[0].Length);
        }
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
            for (int worker = 1; worker < arenas.Length; worker++)
            {
                if (!used[worker])
                {
                    continue;
                }

                float* part = arenas[worker].Pointer;
                for (int i = start; i < end; i += TSimd.Width)
                {
                    TSimd.Store(ref sum[i], TSimd.Add(TSimd.Load(ref sum[i]), TSimd.Load(ref part[i])));
                }
            }
        }
    }
}
