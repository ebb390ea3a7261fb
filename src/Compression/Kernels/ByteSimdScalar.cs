using System.Runtime.CompilerServices;

namespace SparseGen.Compression.Kernels;

/// <summary>One row: plain C#, on any machine.</summary>
internal readonly struct ByteSimdScalar : IByteSimd<byte, ushort>
{
    public static bool IsSupported => true;

    public static int Width => 1;

    public static byte Zero => 0;

    public static ushort ZeroSums => 0;

    public static byte Load(ref byte source) => source;

    public static void Store(ref byte destination, byte value) => destination = value;

    public static byte LookUp(ref byte table, byte codes) => Unsafe.Add(ref table, (nint)codes);

    public static byte Average(byte a, byte b) => (byte)((a + b + 1) >> 1);

    public static byte Descend(byte codes, byte values, byte thresholds) => (byte)((2 * codes) + (values > thresholds ? 1 : 0));

    public static byte Quantise(ref float source, float offset, float scale)
    {
        float place = (source - offset) * scale;
        return place > 0 ? (byte)MathF.Min(place, 255f) : (byte)0;
    }

    public static ushort Add(ushort sums, byte values, int shift) => (ushort)(sums + (values << shift));

    public static void StoreScaled(ref float destination, ushort sums, float scale, float constant)
    {
        float product = sums * scale;
        destination = product + constant;
    }
}
