using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Compression.Int8;

namespace SparseGen.Compression.Kernels;

/// <summary>Rows of floats as rows of bytes.</summary>
internal static class InputQuantisation
{
    /// <summary>Quantises.</summary>
    /// <param name="range">How.</param>
    /// <param name="rows">[rows, inputs].</param>
    /// <param name="inputs">Inputs of a row.</param>
    /// <param name="bytes">[rows, padded inputs]; the padding meets weights of zero.</param>
    /// <param name="padded">Padded inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(InputRange range, ReadOnlySpan<float> rows, int inputs, Span<byte> bytes, int padded)
    {
        float offset = range.Offset, factor = range.Factor;
        for (int row = 0; row < rows.Length / inputs; row++)
        {
            ref float from = ref Unsafe.AsRef(in rows[row * inputs]);
            ref byte to = ref bytes[row * padded];
            int done = ByteSimd512.IsSupported
                ? Whole<ByteSimd512, Vector512<byte>, (Vector512<ushort> Low, Vector512<ushort> High)>(offset, factor, ref from, inputs, 0, ref to) : 0;
            if (done == inputs)
            {
                continue;
            }

            done = ByteSimd256.IsSupported
                ? Whole<ByteSimd256, Vector256<byte>, (Vector256<ushort> Low, Vector256<ushort> High)>(offset, factor, ref from, inputs, done, ref to) : done;
            done = ByteSimd128.IsSupported
                ? Whole<ByteSimd128, Vector128<byte>, (Vector128<ushort> Low, Vector128<ushort> High)>(offset, factor, ref from, inputs, done, ref to) : done;
            _ = Whole<ByteSimdScalar, byte, ushort>(offset, factor, ref from, inputs, done, ref to);
        }
    }

    /// <summary>Does as many whole vectors as there are.</summary>
    /// <returns>Where they end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Whole<TSimd, TVector, TSums>(float offset, float factor, ref float from, int inputs, int start, ref byte to)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        for (; start <= inputs - TSimd.Width; start += TSimd.Width)
        {
            TSimd.Store(ref Unsafe.Add(ref to, start), TSimd.Quantise(ref Unsafe.Add(ref from, start), offset, factor));
        }

        return start;
    }
}
