using System.Runtime.CompilerServices;

namespace SparseGen.Compression.Kernels;

/// <summary>One output: plain C#, on any machine. Four bytes lie in a whole number as they lie in memory.</summary>
internal readonly struct DotScalar : IDotSimd<int>
{
    public static bool IsSupported => true;

    public static int Width => 1;

    public static int Zero => 0;

    public static int Weights(ref sbyte source) => Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref source));

    public static int Inputs(ref byte source) => Unsafe.ReadUnaligned<int>(ref source);

    public static int Dot(int sums, int inputs, int weights) => sums
        + ((byte)inputs * (sbyte)weights)
        + ((byte)(inputs >> 8) * (sbyte)(weights >> 8))
        + ((byte)(inputs >> 16) * (sbyte)(weights >> 16))
        + ((byte)(inputs >> 24) * (sbyte)(weights >> 24));

    public static int Add(int a, int b) => a + b;

    public static void StoreScaled(ref float destination, int sums, ref int corrections, ref float scales, ref float biases)
    {
        float product = (sums - corrections) * scales;
        destination = product + biases;
    }
}
