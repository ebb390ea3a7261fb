using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Compression.Kernels;

/// <summary>16 rows: SSSE3.</summary>
internal readonly struct ByteSimd128 : IByteSimd<Vector128<byte>, (Vector128<ushort> Low, Vector128<ushort> High)>
{
    public static bool IsSupported => Ssse3.IsSupported;

    public static int Width => 16;

    public static Vector128<byte> Zero => Vector128<byte>.Zero;

    public static (Vector128<ushort> Low, Vector128<ushort> High) ZeroSums => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(ref byte source) => Vector128.LoadUnsafe(ref source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref byte destination, Vector128<byte> value) => value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> LookUp(ref byte table, Vector128<byte> codes) => Ssse3.Shuffle(Vector128.LoadUnsafe(ref table), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Average(Vector128<byte> a, Vector128<byte> b) => Sse2.Average(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Descend(Vector128<byte> codes, Vector128<byte> values, Vector128<byte> thresholds) =>
        codes + codes - Vector128.GreaterThan(values, thresholds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Quantise(ref float source, float offset, float scale)
    {
        Vector128<float> o = Vector128.Create(offset), s = Vector128.Create(scale);
        Vector128<short> low = Sse2.PackSignedSaturate(Whole(ref source, o, s), Whole(ref Unsafe.Add(ref source, 4), o, s));
        Vector128<short> high = Sse2.PackSignedSaturate(Whole(ref Unsafe.Add(ref source, 8), o, s), Whole(ref Unsafe.Add(ref source, 12), o, s));
        return Sse2.PackUnsignedSaturate(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<ushort> Low, Vector128<ushort> High) Add((Vector128<ushort> Low, Vector128<ushort> High) sums, Vector128<byte> values, int shift)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(values);
        return (sums.Low + (low << shift), sums.High + (high << shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(ref float destination, (Vector128<ushort> Low, Vector128<ushort> High) sums, float scale, float constant)
    {
        Vector128<float> factor = Vector128.Create(scale), term = Vector128.Create(constant);
        (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(sums.Low);
        (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(sums.High);
        Scale(a, factor, term).StoreUnsafe(ref destination);
        Scale(b, factor, term).StoreUnsafe(ref destination, 4);
        Scale(c, factor, term).StoreUnsafe(ref destination, 8);
        Scale(d, factor, term).StoreUnsafe(ref destination, 12);
    }

    // The product is rounded before the sum, as at all other widths.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Scale(Vector128<uint> sums, Vector128<float> factor, Vector128<float> term) =>
        Sse.Add(Sse.Multiply(Vector128.ConvertToSingle(sums.AsInt32()), factor), term);

    // As in ByteSimd512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Whole(ref float source, Vector128<float> offset, Vector128<float> scale)
    {
        Vector128<float> place = Sse.Multiply(Sse.Subtract(Vector128.LoadUnsafe(ref source), offset), scale);
        return Sse2.ConvertToVector128Int32WithTruncation(Sse.Min(Vector128.Create(255f), place));
    }
}
