using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Images with the zeros that a convolution reads beyond their edges.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Padding
{
    /// <summary>output[top + spread y, left + spread x, c] = input[y, x, c] where there is such a place, and zero elsewhere.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="output">[samples, paddedHeight, paddedWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="height">Height of an image.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="paddedHeight">Height of the result.</param>
    /// <param name="paddedWidth">Its width.</param>
    /// <param name="top">Rows before the first pixel; less than 0 leaves out as many.</param>
    /// <param name="left">Columns before it.</param>
    /// <param name="spread">Rows and columns from pixel to pixel.</param>
    public static void Pad<TSimd, TVector>(
        ref float input, ref float output, int samples, int height, int width, int channels, int paddedHeight, int paddedWidth, int top, int left, int spread)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var alone = default(WorkShare);
        Pad<TSimd, TVector>(ref input, ref output, samples, height, width, channels, paddedHeight, paddedWidth, top, left, spread, ref alone);
    }

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="output">[samples, paddedHeight, paddedWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="height">Height of an image.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="paddedHeight">Height of the result.</param>
    /// <param name="paddedWidth">Its width.</param>
    /// <param name="top">Rows before the first pixel; less than 0 leaves out as many.</param>
    /// <param name="left">Columns before it.</param>
    /// <param name="spread">Rows and columns from pixel to pixel.</param>
    /// <param name="share">The worker's part in it: rows of the result.</param>
    public static void Pad<TSimd, TVector>(
        ref float input, ref float output, int samples, int height, int width, int channels, int paddedHeight, int paddedWidth, int top, int left, int spread,
        ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        while (share.Take(samples * paddedHeight, out int first, out int last))
        {
            Rows(ref input, ref output, first, last, height, width, channels, paddedHeight, paddedWidth, top, left, spread);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(
        ref float input, ref float output, int firstRow, int lastRow, int height, int width, int channels, int paddedHeight, int paddedWidth, int top, int left, int spread)
    {
        int run = spread == 1 ? width : 1;
        for (int row = firstRow; row < lastRow; row++)
        {
            (int sample, int place) = Math.DivRem(row, paddedHeight);
            Span<float> line = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, (nint)row * paddedWidth * channels), paddedWidth * channels);
            (int y, int between) = Math.DivRem(place - top, spread);
            if (place < top || between != 0 || y >= height)
            {
                line.Clear();
                continue;
            }

            ref float source = ref Unsafe.Add(ref input, (((nint)sample * height) + y) * width * channels);
            int done = 0;
            for (int x = 0; x < width; x += run)
            {
                // Runs of pixels side by side, cut off at both edges.
                int at = left + (x * spread), from = Math.Max(at, 0), to = Math.Min(at + run, paddedWidth);
                if (from >= to)
                {
                    continue;
                }

                line[(done * channels)..(from * channels)].Clear();
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, (nint)(x + from - at) * channels), (to - from) * channels).CopyTo(line[(from * channels)..]);
                done = to;
            }

            line[(done * channels)..].Clear();
        }
    }
}
