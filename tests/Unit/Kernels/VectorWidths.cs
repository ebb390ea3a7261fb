using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>What a test does with vectors of some width.</summary>
internal interface IVectorAction
{
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Kernels with all widths in one process: a width that the processor lacks is carried out by narrower instructions.</summary>
internal static class VectorWidths
{
    public static IReadOnlyList<int> Floats { get; } = [16, 8, 4, 1];

    public static TheoryData<int> All => [.. Floats];

    public static void Run(int floats, IVectorAction action)
    {
        switch (floats)
        {
            case 16:
                action.Run<Simd512, Vector512<float>>();
                break;
            case 8:
                action.Run<Simd256, Vector256<float>>();
                break;
            case 4:
                action.Run<Simd128, Vector128<float>>();
                break;
            default:
                action.Run<SimdScalar, float>();
                break;
        }
    }
}
