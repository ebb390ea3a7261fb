using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>A loop over floats with the widest vectors that the machine has.</summary>
/// <typeparam name="TLoop">
/// The loop. A structure, so that each width is a direct call: the runtime looks a generic method of a class up in a cache, which may grow in the middle of a training.
/// </typeparam>
internal sealed class VectorWork<TLoop> : RangeWork
    where TLoop : struct, IVectorLoop
{
    private TLoop _loop;

    /// <summary>Does all of it.</summary>
    internal void Run(WorkerTeam team, TLoop loop, int length)
    {
        _loop = loop;
        Run(team, length);

        // What the loop refers to is not kept alive by this.
        _loop = default;
    }

    /// <inheritdoc/>
    private protected override void Process(int worker, int start, int end) => Run(ref _loop, start, end);

    /// <summary>Does a part on the calling thread.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="start">The first float, a multiple of a cache line.</param>
    /// <param name="end">Behind the last, a multiple of a cache line.</param>
    internal static void Run(ref TLoop loop, int start, int end)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            loop.Run<Simd512, Vector512<float>>(start, end);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            loop.Run<Simd256, Vector256<float>>(start, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            loop.Run<Simd128, Vector128<float>>(start, end);
        }
        else
        {
            loop.Run<SimdScalar, float>(start, end);
        }
    }
}
