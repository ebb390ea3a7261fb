using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>
/// Eight outputs by products of 16 bits, of the even inputs and of the odd ones. The instruction that multiplies bytes at once (vpmaddubsw) ends its sums of two at 32,767, and two
/// products of bytes come to 64,770.
/// </summary>
internal readonly struct DotAvx2 : IDotSimd<Vector256<int>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Width => 8;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(ref sbyte source) => Vector256.LoadUnsafe(ref source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Inputs(ref byte source) => Vector256.Create(Unsafe.ReadUnaligned<int>(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Vector256<int> sums, Vector256<int> inputs, Vector256<int> weights)
    {
        Vector256<short> evenInputs = (inputs & Vector256.Create(0x00FF00FF)).AsInt16(), oddInputs = inputs.AsInt16() >>> 8;
        Vector256<short> evenWeights = (weights.AsInt16() << 8) >> 8, oddWeights = weights.AsInt16() >> 8;
        return sums + Avx2.MultiplyAddAdjacent(evenInputs, evenWeights) + Avx2.MultiplyAddAdjacent(oddInputs, oddWeights);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    // The product is rounded before the sum, as in all other ways.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, Vector256<int> sums, ref int corrections, ref float scales, ref float biases)
    {
        Vector256<float> sum = Vector256.ConvertToSingle(sums - Vector256.LoadUnsafe(ref corrections));
        Avx.Add(Avx.Multiply(sum, Vector256.LoadUnsafe(ref scales)), Vector256.LoadUnsafe(ref biases)).StoreUnsafe(ref destination);
    }
}
