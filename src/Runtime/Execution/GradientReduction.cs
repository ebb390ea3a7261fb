using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// The gradients of the workers: worker 0 adds into the vector they are meant for, as a rule the gradients of the model, the others into
/// arenas of their own, which are added to it in the order of the workers.
/// </summary>
internal sealed class GradientReduction
{
    private readonly WorkerTeam _team;
    private readonly VectorWork<Addition> _addition = new();
    private readonly FloatArena[] _arenas;
    private readonly bool[] _used;

    /// <summary>Allocates the arenas.</summary>
    /// <param name="team">The workers.</param>
    /// <param name="gradients">The gradients of the model.</param>
    internal GradientReduction(WorkerTeam team, FloatArena gradients)
    {
        _team = team;
        _used = new bool[team.Count];
        _arenas = new FloatArena[team.Count];
        _arenas[0] = gradients;
        for (int worker = 1; worker < _arenas.Length; worker++)
        {
            _arenas[worker] = new FloatArena(gradients.Length, clear: false);
        }
    }

    /// <summary>Says where the gradients of the next pass go, and with them the sum.</summary>
    internal void Aim(FloatArena gradients) => _arenas[0] = gradients;

    /// <summary>Where a worker adds its gradients.</summary>
    internal FloatArena Arena(int worker) => _arenas[worker];

    /// <summary>To be called by each worker before it adds anything.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="used">Whether it is going to add something.</param>
    internal void Begin(int worker, bool used)
    {
        _used[worker] = used;
        if (worker > 0 && used)
        {
            _arenas[worker].Span.Clear();
        }
    }

    /// <summary>Adds the arenas of all workers to the gradients of the model.</summary>
    internal void Sum()
    {
        if (_team.Count > 1)
        {
            _addition.Run(_team, new Addition(_arenas, _used), _arenas[0].Length);
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
