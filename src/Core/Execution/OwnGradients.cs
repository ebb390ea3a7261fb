using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// The gradients that each worker has of its own where those of large tensors may have one sum for several workers: of biases, norms, small and sparse weights. They lie one after
/// another, without the large tensors between them, so that they take little memory for each worker; at the end they go to their places.
/// </summary>
internal sealed class OwnGradients
{
    private readonly GradientReduction _reduction;
    private readonly FloatArena _sum;
    private readonly (int From, int To, int Length)[] _places;

    /// <summary>Allocates them.</summary>
    /// <param name="team">The workers.</param>
    /// <param name="layout">The tensors.</param>
    /// <param name="length">Floats of a worker.</param>
    /// <param name="mostAdditions">Additions of a worker's share of the largest batch.</param>
    internal OwnGradients(WorkerTeam team, ParameterLayout layout, int length, long mostAdditions)
    {
        _sum = new FloatArena(length, clear: false);
        _reduction = new GradientReduction(team, GradientGroups.Separate(team.Count), _sum, mostAdditions);
        _places = Places(layout);
        (int from, _, int last) = _places.Length == 0 ? default : _places[^1];
        if (from + last != length)
        {
            throw new InvalidOperationException($"The program has {length} floats for gradients of a worker's own, the layout {from + last}.");
        }
    }

    /// <summary>Where a worker adds them.</summary>
    internal FloatArena Arena(int worker) => _reduction.Arena(worker);

    /// <summary>To be called by each worker before it adds anything.</summary>
    internal void Begin(int worker, long additions)
    {
        if (worker == 0)
        {
            _sum.Span.Clear();
        }

        _reduction.Begin(worker, additions);
    }

    /// <summary>To be called by each worker when it has added something; see <see cref="GradientReduction.Added"/>.</summary>
    internal void Added(int worker, long additions, bool isLast) => _reduction.Added(worker, additions, isLast);

    /// <summary>Adds those of all workers to the gradients of the model.</summary>
    internal void AddTo(FloatArena gradients)
    {
        _reduction.Sum();
        foreach ((int from, int to, int length) in _places)
        {
            var addition = new Addition(_sum, gradients, to - from);
            VectorWork<Addition>.Run(ref addition, from, from + length);
        }
    }

    /// <summary>Lets go of the workers' arenas.</summary>
    internal void Clear() => _reduction.Clear();

    /// <summary>The tensors in the order of the arena, each of whole cache lines there and here.</summary>
    private static (int From, int To, int Length)[] Places(ParameterLayout layout)
    {
        var places = new List<(int, int, int)>();
        int from = 0;
        foreach (TensorLayout tensor in layout.Tensors.Sort(static (one, other) => one.Offset.CompareTo(other.Offset)))
        {
            if (!tensor.SharesGradient)
            {
                int length = RangeWork.RoundUp(tensor.StorageLength);
                places.Add((from, tensor.Offset, length));
                from += length;
            }
        }

        return [.. places];
    }

    private readonly unsafe struct Addition(FloatArena from, FloatArena to, int shift) : IVectorLoop
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>(int start, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* terms = from.Pointer;
            float* sums = to.Pointer + shift;
            for (int i = start; i < end; i += TSimd.Width)
            {
                TSimd.Store(ref sums[i], TSimd.Add(TSimd.Load(ref sums[i]), TSimd.Load(ref terms[i])));
            }
        }
    }
}
