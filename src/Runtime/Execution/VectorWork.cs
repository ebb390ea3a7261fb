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
    private protected override void Process(int worker, int start, int end)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            _loop.Run<Simd512, Vector512<float>>(start, end);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            _loop.Run<Simd256, Vector256<float>>(start, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            _loop.Run<Simd128, Vector128<float>>(start, end);
        }
        else
        {
            _loop.Run<SimdScalar, float>(start, end);
        }
    }
}
