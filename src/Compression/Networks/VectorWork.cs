using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Compression.Networks;

/// <summary>Runs a kernel of the core with the vectors of the machine.</summary>
internal static class VectorWork
{
    public static void Run<TWork>(TWork work)
        where TWork : struct, IVectorWork, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
        {
            work.Run<Simd512, Vector512<float>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            work.Run<Simd256, Vector256<float>>();
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            work.Run<Simd128, Vector128<float>>();
        }
        else
        {
            work.Run<SimdScalar, float>();
        }
    }
}

/// <summary>A call of a kernel of the core.</summary>
internal interface IVectorWork
{
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
