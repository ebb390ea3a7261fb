using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>The largest number that a window sees of each channel; of equal ones the first. Vectors of channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pooling
{
    /// <summary>output[y, x, c] = the largest number.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void Largest<TSimd, TVector>(ref float input, ref float output, int samples, ImageWindow window)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Each<TSimd, TVector, OfLargest>(ref input, ref Unsafe.NullRef<float>(), ref output, 0, samples * window.OutputHeight, window);

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    /// <param name="share">The worker's part in it: lines of the output.</param>
    public static void Largest<TSimd, TVector>(ref float input, ref float output, int samples, ImageWindow window, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        while (share.Take(samples * window.OutputHeight, out int first, out int last))
        {
            Each<TSimd, TVector, OfLargest>(ref input, ref Unsafe.NullRef<float>(), ref output, first, last, window);
        }
    }

    /// <summary>output[y, x, c] = the tangent of the largest number.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="tangent">The same.</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void LargestTangent<TSimd, TVector>(ref float input, ref float tangent, ref float output, int samples, ImageWindow window)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Each<TSimd, TVector, OfTangent>(ref input, ref tangent, ref output, 0, samples * window.OutputHeight, window);

    /// <summary>gradient[y, x, c] = the sum over the windows in which it is the largest of what their outputs get.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="outputGradient">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="gradient">[samples, height, width, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void LargestGradient<TSimd, TVector>(ref float input, ref float outputGradient, ref float gradient, int samples, ImageWindow window)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        MemoryMarshal.CreateSpan(ref gradient, samples * window.Height * window.Width * window.Channels).Clear();
        Each<TSimd, TVector, OfGradient>(ref input, ref gradient, ref outputGradient, 0, samples * window.OutputHeight, window);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<TSimd, TVector, TWanted>(ref float input, ref float other, ref float output, int firstLine, int lastLine, in ImageWindow window)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWanted : struct
    {
        int channels = window.Channels;
        for (int line = firstLine; line < lastLine; line++)
        {
            (int sample, int y) = Math.DivRem(line, window.OutputHeight);

            // What the window sees of the image: pixels from here to there.
            (int firstRow, int lastRow) = window.Rows(y);
            int top = (y * window.Stride) - window.Top, rows = lastRow - firstRow;
            for (int x = 0; x < window.OutputWidth; x++)
            {
                (int firstColumn, int lastColumn) = window.Columns(x);
                nint start = ((((((nint)sample * window.Height) + top + firstRow) * window.Width) + (x * window.Stride) - window.Left + firstColumn) * channels);
                var seen = new Seen((firstRow * window.KernelWidth) + firstColumn, rows, lastColumn - firstColumn, window.KernelWidth, window.Width, channels);
                for (int channel = 0; channel < channels; channel += TSimd.Width)
                {
                    ref float to = ref Unsafe.Add(ref output, ((((nint)line * window.OutputWidth) + x) * channels) + channel);
                    ref float place = ref typeof(TWanted) == typeof(OfLargest) ? ref other : ref Unsafe.Add(ref other, start + channel);
                    TVector found = Find<TSimd, TVector, TWanted>(ref Unsafe.Add(ref input, start + channel), ref place, seen);
                    if (typeof(TWanted) == typeof(OfGradient))
                    {
                        Add<TSimd, TVector>(found, TSimd.Load(ref to), ref place, seen, channels - channel);
                    }
                    else
                    {
                        Lanes.Store<TSimd, TVector>(ref to, found, channels - channel);
                    }
                }
            }
        }
    }

    /// <summary>What is wanted of a window: its largest numbers, their tangents, or the taps that see them. A NaN that it sees is the largest, as in PyTorch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Find<TSimd, TVector, TWanted>(ref float input, ref float other, in Seen seen)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWanted : struct
    {
        TVector largest = TSimd.Broadcast(float.NegativeInfinity), wanted = TSimd.Zero;
        for (int down = 0; down < seen.Rows; down++)
        {
            nint at = (nint)down * seen.Width * seen.Channels;
            for (int across = 0; across < seen.Columns; across++, at += seen.Channels)
            {
                TVector value = TSimd.Load(ref Unsafe.Add(ref input, at));
                if (typeof(TWanted) != typeof(OfLargest))
                {
                    TVector candidate = typeof(TWanted) == typeof(OfTangent)
                        ? TSimd.Load(ref Unsafe.Add(ref other, at))
                        : TSimd.Broadcast(seen.Tap + (down * seen.KernelWidth) + across);
                    wanted = TSimd.SelectGreater(value, largest, candidate, wanted);
                }

                largest = TSimd.Maximum(value, largest);
            }
        }

        return typeof(TWanted) == typeof(OfLargest) ? largest : wanted;
    }

    /// <summary>Adds a gradient to the pixel that a tap sees, which each channel has for itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector>(TVector tap, TVector change, ref float gradient, in Seen seen, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector half = TSimd.Broadcast(0.5f);
        for (int down = 0; down < seen.Rows; down++)
        {
            nint at = (nint)down * seen.Width * seen.Channels;
            for (int across = 0; across < seen.Columns; across++, at += seen.Channels)
            {
                TVector distance = TSimd.Abs(TSimd.Subtract(tap, TSimd.Broadcast(seen.Tap + (down * seen.KernelWidth) + across)));
                ref float sum = ref Unsafe.Add(ref gradient, at);
                Lanes.Store<TSimd, TVector>(ref sum, TSimd.Add(TSimd.Load(ref sum), TSimd.SelectGreater(distance, half, TSimd.Zero, change)), lanes);
            }
        }
    }

    /// <summary>The part of a window that sees pixels.</summary>
    /// <param name="Tap">The first tap that does.</param>
    /// <param name="Rows">Rows of taps that do.</param>
    /// <param name="Columns">Taps of a row that do.</param>
    /// <param name="KernelWidth">Taps from row to row.</param>
    /// <param name="Width">Pixels from row to row.</param>
    /// <param name="Channels">Numbers from pixel to pixel.</param>
    private readonly record struct Seen(int Tap, int Rows, int Columns, int KernelWidth, int Width, int Channels);

    /// <summary>The largest number is wanted.</summary>
    private readonly struct OfLargest;

    /// <summary>Its tangent is.</summary>
    private readonly struct OfTangent;

    /// <summary>The place that gets the gradient is.</summary>
    private readonly struct OfGradient;
}
