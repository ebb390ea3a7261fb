using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>Eight outputs: one instruction of AVX-VNNI for 32 products. .NET 10 has it for 256 bits; 512 bits it does not have.</summary>
internal readonly struct DotVnni256 : IDotSimd<Vector256<int>>
{
    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Width => 8;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(ref sbyte source) => Vector256.LoadUnsafe(ref source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Inputs(ref byte source) => Vector256.Create(Unsafe.ReadUnaligned<int>(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Vector256<int> sums, Vector256<int> inputs, Vector256<int> weights) =>
        AvxVnni.MultiplyWideningAndAdd(sums, inputs.AsByte(), weights.AsSByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, Vector256<int> sums, ref int corrections, ref float scales, ref float biases) =>
        DotAvx2.StoreScaled(ref destination, sums, ref corrections, ref scales, ref biases);
}
