using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Convolutions of each channel for itself. There are as many multiplications as numbers in a window, so memory is what they wait for: vectors of channels, which lie side by side
/// in image and weight, go once over the image, several pixels with one load of the weight.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Depthwise
{
    private const int Panel = KernelSizes.Panel;

    /// <summary>Pixels that share the loads of weights.</summary>
    private const int Block = 4;

    /// <summary>output[y, x, c] = bias[c] + scale times the sum over the taps of what the window sees times weight[tap, c].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TWeight">Whether there is a weight; without it each tap counts once.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="weight">Panels of 32 channels, [taps][32].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    /// <param name="isTurned">Whether the taps go backwards, as they do for the gradient of the image.</param>
    /// <param name="scale">What sums without a weight are multiplied by.</param>
    public static void Run<TSimd, TVector, TWeight, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int samples, ImageWindow window, bool isTurned, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TBias : struct, IOption
    {
        var alone = default(WorkShare);
        Run<TSimd, TVector, TWeight, TBias>(ref input, ref weight, ref bias, ref output, samples, window, isTurned, scale, ref alone);
    }

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TWeight">Whether there is a weight; without it each tap counts once.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="weight">Panels of 32 channels, [taps][32].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    /// <param name="isTurned">Whether the taps go backwards, as they do for the gradient of the image.</param>
    /// <param name="scale">What sums without a weight are multiplied by.</param>
    /// <param name="share">The worker's part in it: lines of the output.</param>
    public static void Run<TSimd, TVector, TWeight, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int samples, ImageWindow window, bool isTurned, float scale, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TBias : struct, IOption
    {
        while (share.Take(samples * window.OutputHeight, out int first, out int last))
        {
            Lines<TSimd, TVector, TWeight, TBias>(ref input, ref weight, ref bias, ref output, first, last, window, isTurned, scale);
        }
    }

    // Nothing is called where sums are under way: vectors do not survive a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lines<TSimd, TVector, TWeight, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int firstLine, int lastLine, in ImageWindow window, bool isTurned, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TBias : struct, IOption
    {
        // Places from which all columns of the window are pixels.
        int first = (window.Left + window.Stride - 1) / window.Stride;
        int last = window.Spread == 1 ? Math.Min(((window.Width + window.Left - window.KernelWidth) / window.Stride) + 1, window.OutputWidth) : 0;
        int channels = window.Channels, turn = isTurned ? -Panel : Panel;
        bool sharesPixels = SharesPixels(window);
        for (int line = firstLine, lines; line < lastLine; line += lines)
        {
            if (sharesPixels)
            {
                lines = LinesOfThree<TSimd, TVector, TWeight, TBias>(ref input, ref weight, ref bias, ref output, line, lastLine, window, isTurned, scale);
                continue;
            }

            lines = 1;
            (int sample, int y) = Math.DivRem(line, window.OutputHeight);
            (int firstRow, int lastRow) = window.Rows(y);
            nint row = ((nint)sample * window.Height) + window.Row(y, firstRow);
            var reach = new Reach
            {
                Rows = Partition.DivideUp(lastRow - firstRow, window.Spread),
                Line = (nint)window.Width * channels,
                Tap = (nint)turn * window.Spread,
                TapLine = (nint)turn * window.Spread * window.KernelWidth,
                Step = (nint)window.Stride * channels,
                Channels = channels,
            };
            for (int x = 0, pixels; x < window.OutputWidth; x += pixels)
            {
                pixels = x >= first && x + Block <= last ? Block : 1;
                (int firstColumn, int lastColumn) = window.Columns(x);
                reach.Columns = Partition.DivideUp(lastColumn - firstColumn, window.Spread);
                int tap = (firstRow * window.KernelWidth) + firstColumn, start = (isTurned ? window.Taps - 1 - tap : tap) * Panel;
                ref float from = ref Unsafe.Add(ref input, ((row * window.Width) + window.Column(x, firstColumn)) * channels);
                ref float to = ref Unsafe.Add(ref output, (((nint)line * window.OutputWidth) + x) * channels);
                for (int channel = 0; channel < channels; channel += TSimd.Width)
                {
                    ref float taps = ref TWeight.IsPresent
                        ? ref Unsafe.Add(ref weight, ((nint)(channel / Panel) * window.Taps * Panel) + (channel % Panel) + start)
                        : ref weight;
                    TVector sum = TBias.IsPresent ? TSimd.Load(ref Unsafe.Add(ref bias, channel)) : TSimd.Zero;
                    if (pixels == Block)
                    {
                        Four<TSimd, TVector, TWeight>(ref Unsafe.Add(ref from, channel), ref taps, sum, ref Unsafe.Add(ref to, channel), reach, scale, channels - channel);
                    }
                    else
                    {
                        One<TSimd, TVector, TWeight>(ref Unsafe.Add(ref from, channel), ref taps, sum, ref Unsafe.Add(ref to, channel), reach, scale, channels - channel);
                    }
                }
            }
        }
    }

    /// <summary>gradient[tap, c] += the sum over samples and places of outputGradient[y, x, c] times what the window sees: a line at a time.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="gradient">Panels of 32 channels, [taps][32].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    /// <param name="part">Which part of the gradient: of its panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<TSimd, TVector>(
        ref float outputGradient, ref float input, ref float gradient, int samples, ImageWindow window, WorkerPart part = default)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int from, int end) = part.Of(Partition.DivideUp(window.Channels, Panel));
        int channels = window.Channels;
        for (int line = 0; line < samples * window.OutputHeight; line++)
        {
            (int sample, int y) = Math.DivRem(line, window.OutputHeight);
            for (int channel = from * Panel; channel < Math.Min(end * Panel, channels); channel += TSimd.Width)
            {
                for (int tap = 0; tap < window.Taps; tap++)
                {
                    (int down, int across) = Math.DivRem(tap, window.KernelWidth);
                    int row = window.Row(y, down);
                    if (row < 0)
                    {
                        continue;
                    }

                    int shift = across - window.Left, first = Math.Max((window.Stride - 1 - shift) / window.Stride, 0);
                    int count = Math.Min((window.Width - 1 - shift + window.Stride) / window.Stride, window.OutputWidth) - first;
                    ref float change = ref Unsafe.Add(ref outputGradient, ((((nint)line * window.OutputWidth) + first) * channels) + channel);
                    ref float seen = ref Unsafe.Add(
                        ref input, ((((((nint)sample * window.Height) + row) * window.Width) + (first * window.Stride) + shift) * channels) + channel);
                    nint step = (nint)window.Stride * channels;
                    TVector even = TSimd.Zero, odd = TSimd.Zero;
                    for (; count > 1; count -= 2)
                    {
                        even = TSimd.MultiplyAdd(TSimd.Load(ref change), TSimd.Load(ref seen), even);
                        odd = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref change, channels)), TSimd.Load(ref Unsafe.Add(ref seen, step)), odd);
                        change = ref Unsafe.Add(ref change, 2 * channels);
                        seen = ref Unsafe.Add(ref seen, 2 * step);
                    }

                    if (count > 0)
                    {
                        even = TSimd.MultiplyAdd(TSimd.Load(ref change), TSimd.Load(ref seen), even);
                    }

                    ref float sum = ref Unsafe.Add(ref gradient, ((nint)(channel / Panel) * window.Taps * Panel) + ((nint)tap * Panel) + (channel % Panel));
                    Lanes.Store<TSimd, TVector>(ref sum, TSimd.Add(TSimd.Load(ref sum), TSimd.Add(even, odd)), channels - channel);
                }
            }
        }
    }

    /// <summary>Pixels side by side, all of whose columns of the window are pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<TSimd, TVector, TWeight>(ref float from, ref float taps, TVector start, ref float to, in Reach reach, float scale, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
    {
        nint channels = reach.Channels, step = reach.Step, apart = reach.Tap;
        TVector sum0 = start, sum1 = start, sum2 = start, sum3 = start, factor = TSimd.Broadcast(scale);
        for (int rows = reach.Rows; rows > 0; rows--)
        {
            ref float pixel = ref from;
            ref float tap = ref taps;
            for (int columns = reach.Columns; columns > 0; columns--)
            {
                TVector by = TWeight.IsPresent ? TSimd.Load(ref tap) : factor;
                sum0 = TSimd.MultiplyAdd(TSimd.Load(ref pixel), by, sum0);
                sum1 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref pixel, step)), by, sum1);
                sum2 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref pixel, 2 * step)), by, sum2);
                sum3 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref pixel, 3 * step)), by, sum3);
                pixel = ref Unsafe.Add(ref pixel, channels);
                tap = ref Unsafe.Add(ref tap, apart);
            }

            from = ref Unsafe.Add(ref from, reach.Line);
            taps = ref Unsafe.Add(ref taps, reach.TapLine);
        }

        Lanes.Store<TSimd, TVector>(ref to, sum0, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, channels), sum1, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 2 * channels), sum2, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 3 * channels), sum3, lanes);
    }

    /// <summary>A pixel anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<TSimd, TVector, TWeight>(ref float from, ref float taps, TVector start, ref float to, in Reach reach, float scale, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
    {
        nint channels = reach.Channels, apart = reach.Tap;
        TVector sum = start, factor = TSimd.Broadcast(scale);
        for (int rows = reach.Rows; rows > 0; rows--)
        {
            ref float pixel = ref from;
            ref float tap = ref taps;
            for (int columns = reach.Columns; columns > 0; columns--)
            {
                sum = TSimd.MultiplyAdd(TSimd.Load(ref pixel), TWeight.IsPresent ? TSimd.Load(ref tap) : factor, sum);
                pixel = ref Unsafe.Add(ref pixel, channels);
                tap = ref Unsafe.Add(ref tap, apart);
            }

            from = ref Unsafe.Add(ref from, reach.Line);
            taps = ref Unsafe.Add(ref taps, reach.TapLine);
        }

        Lanes.Store<TSimd, TVector>(ref to, sum, lanes);
    }

    /// <summary>How the part of a window that sees pixels lies in image and weight: numbers of steps, and floats from one to the next.</summary>
    private struct Reach
    {
        public int Rows, Columns;
        public nint Line, Tap, TapLine, Step, Channels;
    }
}
