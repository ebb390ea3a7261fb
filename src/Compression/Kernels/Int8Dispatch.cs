using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Compression.Int8;

namespace SparseGen.Compression.Kernels;

/// <summary>The fastest product of bytes that the machine has.</summary>
internal static class Int8Dispatch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(PackedWeights weights, ref byte inputs, int rows, ref float output)
    {
        if (DotVnni256.IsSupported)
        {
            Int8Product.Run<DotVnni256, Vector256<int>>(weights, ref inputs, rows, ref output);
        }
        else if (DotAvx512.IsSupported)
        {
            Int8Product.Run<DotAvx512, Vector512<int>>(weights, ref inputs, rows, ref output);
        }
        else if (DotAvx2.IsSupported)
        {
            Int8Product.Run<DotAvx2, Vector256<int>>(weights, ref inputs, rows, ref output);
        }
        else
        {
            Int8Product.Run<DotScalar, int>(weights, ref inputs, rows, ref output);
        }
    }
}
