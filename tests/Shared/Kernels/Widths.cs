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

/// <summary>All vector widths in one process: a width that the processor lacks is carried out by narrower instructions.</summary>
internal static class Widths
{
    /// <summary>Floats of a vector.</summary>
    public static IReadOnlyList<int> Floats { get; } = [16, 8, 4, 1];

    public static TheoryData<int> All => [.. Floats];

    /// <summary>Each width with both answers to a question.</summary>
    public static TheoryData<int, bool> BothWays
    {
        get
        {
            var cases = new TheoryData<int, bool>();
            foreach (var floats in Floats)
            {
                cases.Add(floats, false);
                cases.Add(floats, true);
            }

            return cases;
        }
    }

    /// <summary>Checks every width.</summary>
    public static void Each(IWidthCheck check)
    {
        foreach (var floats in Floats)
        {
            Run(floats, check);
        }
    }

    /// <summary>Checks one width.</summary>
    public static void Run(int floats, IWidthCheck check)
    {
        switch (floats)
        {
            case 16:
                check.Run<Simd512, Vector512<float>>();
                break;
            case 8:
                check.Run<Simd256, Vector256<float>>();
                break;
            case 4:
                check.Run<Simd128, Vector128<float>>();
                break;
            default:
                check.Run<SimdScalar, float>();
                break;
        }
    }
}
