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
        Vector256<byte> low = Vector256.Create(Whole(ref source, o, s), Whole(ref Unsafe.Add(ref source, 16), o, s));
        Vector256<byte> high = Vector256.Create(Whole(ref Unsafe.Add(ref source, 32), o, s), Whole(ref Unsafe.Add(ref source, 48), o, s));
        return Vector512.Create(low, high);
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

    // The machine's maximum gives its second operand where the first is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Whole(ref float source, Vector512<float> offset, Vector512<float> scale)
    {
        Vector512<float> place = Avx512F.Multiply(Avx512F.Subtract(Vector512.LoadUnsafe(ref source), offset), scale);
        Vector512<float> within = Avx512F.Min(Avx512F.Max(place, Vector512<float>.Zero), Vector512.Create(255f));
        return Avx512F.ConvertToVector128Byte(Avx512F.ConvertToVector512Int32WithTruncation(within));
    }
}
