using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>Sixteen outputs by products of 16 bits: see <see cref="DotAvx2"/>.</summary>
internal readonly struct DotAvx512 : IDotSimd<Vector512<int>>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    public static int Width => 16;

    public static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Weights(ref sbyte source) => Vector512.LoadUnsafe(ref source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Inputs(ref byte source) => Vector512.Create(Unsafe.ReadUnaligned<int>(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Dot(Vector512<int> sums, Vector512<int> inputs, Vector512<int> weights)
    {
        Vector512<short> evenInputs = (inputs & Vector512.Create(0x00FF00FF)).AsInt16(), oddInputs = inputs.AsInt16() >>> 8;
        Vector512<short> evenWeights = (weights.AsInt16() << 8) >> 8, oddWeights = weights.AsInt16() >> 8;
        return sums + Avx512BW.MultiplyAddAdjacent(evenInputs, evenWeights) + Avx512BW.MultiplyAddAdjacent(oddInputs, oddWeights);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    // The product is rounded before the sum, as in all other ways.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, Vector512<int> sums, ref int corrections, ref float scales, ref float biases)
    {
        Vector512<float> sum = Vector512.ConvertToSingle(sums - Vector512.LoadUnsafe(ref corrections));
        Avx512F.Add(Avx512F.Multiply(sum, Vector512.LoadUnsafe(ref scales)), Vector512.LoadUnsafe(ref biases)).StoreUnsafe(ref destination);
    }
}
