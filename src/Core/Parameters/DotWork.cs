using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Execution;

namespace SparseGen;

/// <summary>The dot product of two vectors on the CPU, summed in double precision.</summary>
/// <remarks>
/// A product of two floats is exact in double precision, and the lanes are those of 512 bits whatever the hardware has, so the bits of the
/// result depend on the number of threads only.
/// </remarks>
internal sealed unsafe class DotWork : RangeWork
{
    [ThreadStatic]
    private static DotWork? s_instance;

    private double[] _sums = [];
    private FloatArena? _a;
    private FloatArena? _b;

    /// <summary>The dot product of two arenas of the same length.</summary>
    internal static double Run(WorkerTeam team, FloatArena a, FloatArena b)
    {
        DotWork work = s_instance ??= new DotWork();
        if (work._sums.Length < team.Count)
        {
            work._sums = new double[team.Count];
        }

        work._a = a;
        work._b = b;
        work.Run(team, a.Length);
        work._a = work._b = null;
        double sum = 0.0;
        for (int worker = 0; worker < work.Workers; worker++)
        {
            sum += work._sums[worker];
        }

        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Process(int worker, int start, int end)
    {
        float* a = _a!.Pointer;
        float* b = _b!.Pointer;
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = Vector512<double>.Zero;
        for (int i = start; i < end; i += Vector512<float>.Count)
        {
            (Vector512<double> aLower, Vector512<double> aUpper) = Vector512.Widen(Vector512.Load(a + i));
            (Vector512<double> bLower, Vector512<double> bUpper) = Vector512.Widen(Vector512.Load(b + i));
            lower += aLower * bLower;
            upper += aUpper * bUpper;
        }

        Vector512<double> sums = lower + upper;
        double sum = 0.0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            sum += sums[lane];
        }

        _sums[worker] = sum;
    }
}
