using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>What is to hold of a kernel at every vector width.</summary>
internal interface IWidthCheck
{
    /// <summary>Runs the kernel with these vectors and asserts.</summary>
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>All vector widths. Those that the hardware lacks run as what .NET puts in their place.</summary>
internal static class Widths
{
    /// <summary>Checks every width.</summary>
    public static void Each(IWidthCheck check)
    {
        check.Run<Simd512, Vector512<float>>();
        check.Run<Simd256, Vector256<float>>();
        check.Run<Simd128, Vector128<float>>();
        check.Run<SimdScalar, float>();
    }
}
