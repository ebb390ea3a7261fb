using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Execution;

namespace SparseGen;

/// <summary>The largest absolute value in a vector on the CPU.</summary>
/// <remarks>
/// Without their sign, floats are in the order of their bits as whole numbers, infinity above all finite ones and NaN above infinity: the largest of the bits answers
/// both questions, how large and whether finite, in one pass of a load, an and and a maximum for each vector, and in whatever order.
/// </remarks>
internal sealed unsafe class InfinityNormWork : RangeWork
{
    private const int WithoutSign = 0x7FFFFFFF;

    [ThreadStatic]
    private static InfinityNormWork? s_instance;

    private int[] _largest = [];
    private FloatArena? _arena;

    /// <summary>The largest absolute value of an arena, which has at least one cache line.</summary>
    internal static float Run(WorkerTeam team, FloatArena arena)
    {
        InfinityNormWork work = s_instance ??= new InfinityNormWork();
        if (work._largest.Length < team.Count)
        {
            work._largest = new int[team.Count];
        }

        work._arena = arena;
        work.Run(team, arena.Length);
        work._arena = null;
        int largest = 0;
        for (int worker = 0; worker < work.Workers; worker++)
        {
            largest = Math.Max(largest, work._largest[worker]);
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Process(int worker, int start, int end)
    {
        int* bits = (int*)_arena!.Pointer;
        Vector512<int> mask = Vector512.Create(WithoutSign);
        Vector512<int> largest = Vector512<int>.Zero;
        for (int i = start; i < end; i += Vector512<int>.Count)
        {
            largest = Vector512.Max(largest, Vector512.Load(bits + i) & mask);
        }

        int maximum = 0;
        for (int lane = 0; lane < Vector512<int>.Count; lane++)
        {
            maximum = Math.Max(maximum, largest[lane]);
        }

        _largest[worker] = maximum;
    }
}
