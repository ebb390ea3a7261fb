using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>64 rows: AVX-512 with instructions on bytes.</summary>
internal readonly struct ByteSimd512 : IByteSimd<Vector512<byte>, (Vector512<ushort> Low, Vector512<ushort> High)>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    public static int Width => 64;

    public static Vector512<byte> Zero => Vector512<byte>.Zero;

    public static (Vector512<ushort> Low, Vector512<ushort> High) ZeroSums => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(ref byte source) => Vector512.LoadUnsafe(ref source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref byte destination, Vector512<byte> value) => value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector512<byte> LookUp(ref byte table, Vector512<byte> codes) =>
        Avx512BW.Shuffle(Avx512F.BroadcastVector128ToVector512((int*)Unsafe.AsPointer(ref table)).AsByte(), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Average(Vector512<byte> a, Vector512<byte> b) => Avx512BW.Average(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Descend(Vector512<byte> codes, Vector512<byte> values, Vector512<byte> thresholds) =>
        codes + codes - Vector512.GreaterThan(values, thresholds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Quantise(ref float source, float offset, float scale)
    {
        Vector512<float> o = Vector512.Create(offset), s = Vector512.Create(scale);
        Vector512<short> low = Avx512BW.PackSignedSaturate(Whole(Vector512.LoadUnsafe(ref source), o, s), Whole(Vector512.LoadUnsafe(ref source, 16), o, s));
        Vector512<short> high = Avx512BW.PackSignedSaturate(Whole(Vector512.LoadUnsafe(ref source, 32), o, s), Whole(Vector512.LoadUnsafe(ref source, 48), o, s));

        // Each quarter has four bytes of each of the four vectors.
        Vector512<int> packed = Avx512BW.PackUnsignedSaturate(low, high).AsInt32();
        return Avx512F.PermuteVar16x32(packed, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ushort> Low, Vector512<ushort> High) Add((Vector512<ushort> Low, Vector512<ushort> High) sums, Vector512<byte> values, int shift)
    {
        (Vector512<ushort> low, Vector512<ushort> high) = Vector512.Widen(values);
        return (sums.Low + (low << shift), sums.High + (high << shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, (Vector512<ushort> Low, Vector512<ushort> High) sums, float scale, float constant)
    {
        Vector512<float> factor = Vector512.Create(scale), term = Vector512.Create(constant);
        (Vector512<uint> a, Vector512<uint> b) = Vector512.Widen(sums.Low);
        (Vector512<uint> c, Vector512<uint> d) = Vector512.Widen(sums.High);
        Scale(a, factor, term).StoreUnsafe(ref destination);
        Scale(b, factor, term).StoreUnsafe(ref destination, 16);
        Scale(c, factor, term).StoreUnsafe(ref destination, 32);
        Scale(d, factor, term).StoreUnsafe(ref destination, 48);
    }

    // The product is rounded before the sum, as at all other widths.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<uint> sums, Vector512<float> factor, Vector512<float> term) =>
        Avx512F.Add(Avx512F.Multiply(Vector512.ConvertToSingle(sums.AsInt32()), factor), term);

    /// <summary>
    /// The whole part of (x - offset) scale, 255 at most. What is less than zero, and NaN, which becomes the least number, ends at 0 where it is packed. The machine's minimum
    /// gives its second operand where one is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Whole(Vector512<float> values, Vector512<float> offset, Vector512<float> scale) =>
        Avx512F.ConvertToVector512Int32WithTruncation(Avx512F.Min(Vector512.Create(255f), Avx512F.Multiply(Avx512F.Subtract(values, offset), scale)));
}
