using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>32 rows: AVX2.</summary>
internal readonly struct ByteSimd256 : IByteSimd<Vector256<byte>, (Vector256<ushort> Low, Vector256<ushort> High)>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Width => 32;

    public static Vector256<byte> Zero => Vector256<byte>.Zero;

    public static (Vector256<ushort> Low, Vector256<ushort> High) ZeroSums => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ref byte source) => Vector256.LoadUnsafe(ref source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref byte destination, Vector256<byte> value) => value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<byte> LookUp(ref byte table, Vector256<byte> codes) =>
        Avx2.Shuffle(Avx2.BroadcastVector128ToVector256((byte*)Unsafe.AsPointer(ref table)), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Average(Vector256<byte> a, Vector256<byte> b) => Avx2.Average(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Descend(Vector256<byte> codes, Vector256<byte> values, Vector256<byte> thresholds) =>
        codes + codes - Vector256.GreaterThan(values, thresholds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Quantise(ref float source, float offset, float scale)
    {
        Vector256<float> o = Vector256.Create(offset), s = Vector256.Create(scale);
        Vector256<short> low = Avx2.PackSignedSaturate(Whole(ref source, o, s), Whole(ref Unsafe.Add(ref source, 8), o, s));
        Vector256<short> high = Avx2.PackSignedSaturate(Whole(ref Unsafe.Add(ref source, 16), o, s), Whole(ref Unsafe.Add(ref source, 24), o, s));

        // Each half has four bytes of each of the four vectors.
        return Avx2.PermuteVar8x32(Avx2.PackUnsignedSaturate(low, high).AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<ushort> Low, Vector256<ushort> High) Add((Vector256<ushort> Low, Vector256<ushort> High) sums, Vector256<byte> values, int shift)
    {
        (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(values);
        return (sums.Low + (low << shift), sums.High + (high << shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, (Vector256<ushort> Low, Vector256<ushort> High) sums, float scale, float constant)
    {
        Vector256<float> factor = Vector256.Create(scale), term = Vector256.Create(constant);
        (Vector256<uint> a, Vector256<uint> b) = Vector256.Widen(sums.Low);
        (Vector256<uint> c, Vector256<uint> d) = Vector256.Widen(sums.High);
        Scale(a, factor, term).StoreUnsafe(ref destination);
        Scale(b, factor, term).StoreUnsafe(ref destination, 8);
        Scale(c, factor, term).StoreUnsafe(ref destination, 16);
        Scale(d, factor, term).StoreUnsafe(ref destination, 24);
    }

    // The product is rounded before the sum, as at all other widths.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<uint> sums, Vector256<float> factor, Vector256<float> term) =>
        Avx.Add(Avx.Multiply(Vector256.ConvertToSingle(sums.AsInt32()), factor), term);

    // As in ByteSimd512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Whole(ref float source, Vector256<float> offset, Vector256<float> scale)
    {
        Vector256<float> place = Avx.Multiply(Avx.Subtract(Vector256.LoadUnsafe(ref source), offset), scale);
        return Avx.ConvertToVector256Int32WithTruncation(Avx.Min(Vector256.Create(255f), place));
    }
}
