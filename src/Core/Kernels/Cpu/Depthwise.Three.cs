using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <content>
/// Windows three wide that go on pixel by pixel. Two lines of four neighbouring places see four rows of six pixels: each is loaded once for up to six products, and what the next
/// two lines see besides is asked for before. Each sum adds its taps in the order in which it would alone.
/// </content>
public static partial class Depthwise
{
    private const int Three = 3;

    /// <summary>Whether a block of places sees at least the two pixels in its middle, wherever it is.</summary>
    private static bool SharesPixels(in ImageWindow window) =>
        window is { KernelWidth: Three, Stride: 1, Spread: 1, Left: < Three } && window.OutputWidth >= Block && window.OutputWidth <= window.Width + window.Left;

    /// <summary>A line, or two of a sample where there are two.</summary>
    /// <returns>How many.</returns>
    private static int LinesOfThree<TSimd, TVector, TWeight, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int line, int lastLine, in ImageWindow window, bool isTurned, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TBias : struct, IOption
    {
        (int sample, int y) = Math.DivRem(line, window.OutputHeight);
        bool isPair = y + 1 < window.OutputHeight && line + 1 < lastLine;
        (int firstRow, int lastRow) = window.Rows(y);
        (int firstBelow, int lastBelow) = isPair ? window.Rows(y + 1) : (lastRow, lastRow);
        int channels = window.Channels, panel = window.Taps * Panel, turn = isTurned ? -Panel : Panel, first = firstRow * Three;
        nint row = ((nint)sample * window.Height) + window.Row(y, firstRow);
        var reach = new PairReach
        {
            Upper = lastRow - firstRow,
            Skipped = isPair ? firstBelow + 1 - firstRow : lastRow - firstRow,
            Lower = lastBelow - firstBelow,
            Fetched = window.KernelHeight == 1 ? 0 : y + 2 < window.OutputHeight ? 2 : window.KernelHeight,
            Line = (nint)window.Width * channels,
            Tap = turn,
            Below = (nint)turn * Three * (firstBelow - firstRow),
            Panel = panel,
            OutputLine = isPair ? (nint)window.OutputWidth * channels : 0,
            Channels = channels,
        };
        weight = ref TWeight.IsPresent ? ref Unsafe.Add(ref weight, isTurned ? panel - Panel - (first * Panel) : first * Panel) : ref weight;
        for (int place = 0; place < window.OutputWidth; place += Block)
        {
            // The last block reaches back to places that are done, and computes them again.
            int x = Math.Min(place, window.OutputWidth - Block);
            reach.Missing = window.Left - x;
            reach.Seen = window.Width - x + window.Left;
            ref float from = ref Unsafe.Add(ref input, ((row * window.Width) + x - window.Left) * channels);
            ref float to = ref Unsafe.Add(ref output, (((nint)line * window.OutputWidth) + x) * channels);
            if (reach.Missing > 0 || reach.Seen < Block + Three - 1)
            {
                Blocks<TSimd, TVector, TWeight, TBias, Present>(ref from, ref weight, ref bias, ref to, reach, scale);
            }
            else
            {
                Blocks<TSimd, TVector, TWeight, TBias, Absent>(ref from, ref weight, ref bias, ref to, reach, scale);
            }
        }

        return isPair ? 2 : 1;
    }

    /// <summary>All channels of four neighbouring places of one or two lines. With <typeparamref name="TEdge"/> some of the pixels are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<TSimd, TVector, TWeight, TBias, TEdge>(ref float input, ref float weight, ref float bias, ref float output, in PairReach reach, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TBias : struct, IOption
        where TEdge : struct, IOption
    {
        nint channels = reach.Channels, tap = reach.Tap, tapLine = Three * tap, line = reach.Line;
        int missing = reach.Missing, seen = reach.Seen, upperAlone = Math.Min(reach.Skipped, reach.Upper), end = reach.Skipped + reach.Lower;
        TVector factor = TSimd.Broadcast(scale);
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            ref float upper = ref TWeight.IsPresent ? ref Unsafe.Add(ref weight, (channel / Panel * reach.Panel) + (channel % Panel)) : ref weight;
            ref float lower = ref TWeight.IsPresent ? ref Unsafe.Add(ref upper, reach.Below) : ref weight;

            // Between the second and the third of the six pixels, so that both ends are near.
            ref float from = ref Unsafe.Add(ref input, channel + (2 * channels));
            TVector start = TBias.IsPresent ? TSimd.Load(ref Unsafe.Add(ref bias, channel)) : TSimd.Zero;
            TVector a0 = start, a1 = start, a2 = start, a3 = start, b0 = start, b1 = start, b2 = start, b3 = start;
            int row = 0;
            for (; row < upperAlone; row++)
            {
                Row<TSimd, TVector, TWeight, TEdge, Present, Absent>(
                    ref from, channels, ref upper, ref lower, tap, factor, missing, seen, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3);
                from = ref Unsafe.Add(ref from, line);
                upper = ref Unsafe.Add(ref upper, tapLine);
            }

            for (; row < reach.Upper; row++)
            {
                Row<TSimd, TVector, TWeight, TEdge, Present, Present>(
                    ref from, channels, ref upper, ref lower, tap, factor, missing, seen, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3);
                from = ref Unsafe.Add(ref from, line);
                upper = ref Unsafe.Add(ref upper, tapLine);
                lower = ref Unsafe.Add(ref lower, tapLine);
            }

            for (; row < end; row++)
            {
                Row<TSimd, TVector, TWeight, TEdge, Absent, Present>(
                    ref from, channels, ref upper, ref lower, tap, factor, missing, seen, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3);
                from = ref Unsafe.Add(ref from, line);
                lower = ref Unsafe.Add(ref lower, tapLine);
            }

            for (int fetched = 0; fetched < reach.Fetched; fetched++)
            {
                Ahead.Fetch(ref Unsafe.Subtract(ref from, channels));
                Ahead.Fetch(ref from);
                Ahead.Fetch(ref Unsafe.Add(ref from, channels));
                Ahead.Fetch(ref Unsafe.Add(ref from, 2 * channels));
                from = ref Unsafe.Add(ref from, line);
            }

            ref float to = ref Unsafe.Add(ref output, channel);
            int lanes = (int)(channels - channel);
            Lanes.Store<TSimd, TVector>(ref to, a0, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, channels), a1, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 2 * channels), a2, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 3 * channels), a3, lanes);
            if (reach.OutputLine > 0)
            {
                to = ref Unsafe.Add(ref to, reach.OutputLine);
                Lanes.Store<TSimd, TVector>(ref to, b0, lanes);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, channels), b1, lanes);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 2 * channels), b2, lanes);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, 3 * channels), b3, lanes);
            }
        }
    }

    /// <summary>Six pixels of a row, for the upper line, the lower one or both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TSimd, TVector, TWeight, TEdge, TUpper, TLower>(
        ref float from, nint channels, ref float upper, ref float lower, nint tap, TVector factor, int missing, int seen,
        ref TVector a0, ref TVector a1, ref TVector a2, ref TVector a3, ref TVector b0, ref TVector b1, ref TVector b2, ref TVector b3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWeight : struct, IOption
        where TEdge : struct, IOption
        where TUpper : struct, IOption
        where TLower : struct, IOption
    {
        TVector left = factor, middle = factor, right = factor, lowerLeft = factor, lowerMiddle = factor, lowerRight = factor;
        if (TWeight.IsPresent && TUpper.IsPresent)
        {
            left = TSimd.Load(ref upper);
            middle = TSimd.Load(ref Unsafe.Add(ref upper, tap));
            right = TSimd.Load(ref Unsafe.Add(ref upper, 2 * tap));
        }

        if (TWeight.IsPresent && TLower.IsPresent)
        {
            lowerLeft = TSimd.Load(ref lower);
            lowerMiddle = TSimd.Load(ref Unsafe.Add(ref lower, tap));
            lowerRight = TSimd.Load(ref Unsafe.Add(ref lower, 2 * tap));
        }

        if (!TEdge.IsPresent || missing <= 0)
        {
            TVector pixel = TSimd.Load(ref Unsafe.Subtract(ref from, 2 * channels));
            Add<TSimd, TVector, TUpper>(pixel, left, ref a0);
            Add<TSimd, TVector, TLower>(pixel, lowerLeft, ref b0);
        }

        if (!TEdge.IsPresent || missing <= 1)
        {
            TVector pixel = TSimd.Load(ref Unsafe.Subtract(ref from, channels));
            Add<TSimd, TVector, TUpper>(pixel, middle, ref a0);
            Add<TSimd, TVector, TUpper>(pixel, left, ref a1);
            Add<TSimd, TVector, TLower>(pixel, lowerMiddle, ref b0);
            Add<TSimd, TVector, TLower>(pixel, lowerLeft, ref b1);
        }

        TVector third = TSimd.Load(ref from);
        Add<TSimd, TVector, TUpper>(third, right, ref a0);
        Add<TSimd, TVector, TUpper>(third, middle, ref a1);
        Add<TSimd, TVector, TUpper>(third, left, ref a2);
        Add<TSimd, TVector, TLower>(third, lowerRight, ref b0);
        Add<TSimd, TVector, TLower>(third, lowerMiddle, ref b1);
        Add<TSimd, TVector, TLower>(third, lowerLeft, ref b2);
        TVector fourth = TSimd.Load(ref Unsafe.Add(ref from, channels));
        Add<TSimd, TVector, TUpper>(fourth, right, ref a1);
        Add<TSimd, TVector, TUpper>(fourth, middle, ref a2);
        Add<TSimd, TVector, TUpper>(fourth, left, ref a3);
        Add<TSimd, TVector, TLower>(fourth, lowerRight, ref b1);
        Add<TSimd, TVector, TLower>(fourth, lowerMiddle, ref b2);
        Add<TSimd, TVector, TLower>(fourth, lowerLeft, ref b3);
        ref float ends = ref Unsafe.Add(ref from, 2 * channels);
        if (!TEdge.IsPresent || seen > Block)
        {
            TVector pixel = TSimd.Load(ref ends);
            Add<TSimd, TVector, TUpper>(pixel, right, ref a2);
            Add<TSimd, TVector, TUpper>(pixel, middle, ref a3);
            Add<TSimd, TVector, TLower>(pixel, lowerRight, ref b2);
            Add<TSimd, TVector, TLower>(pixel, lowerMiddle, ref b3);
        }

        if (!TEdge.IsPresent || seen > Block + 1)
        {
            TVector pixel = TSimd.Load(ref Unsafe.Add(ref ends, channels));
            Add<TSimd, TVector, TUpper>(pixel, right, ref a3);
            Add<TSimd, TVector, TLower>(pixel, lowerRight, ref b3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector, TLine>(TVector pixel, TVector weight, ref TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TLine : struct, IOption
    {
        if (TLine.IsPresent)
        {
            sum = TSimd.MultiplyAdd(pixel, weight, sum);
        }
    }

    /// <summary>What a block of one or two lines sees, in rows of the image, places of the block and floats.</summary>
    private struct PairReach
    {
        /// <summary>Rows that the upper line sees, rows from its first to the lower line's first, and rows that the lower line sees.</summary>
        public int Upper, Skipped, Lower;

        /// <summary>Rows to be asked for.</summary>
        public int Fetched;

        /// <summary>Pixels that are none to the left, and pixels up to the edge on the right, of six.</summary>
        public int Missing, Seen;

        /// <summary>From row to row, tap to tap, the upper line's first tap to the lower one's, panel to panel, and line to line of the output; 0 for one line.</summary>
        public nint Line, Tap, Below, Panel, OutputLine;

        /// <summary>From pixel to pixel.</summary>
        public nint Channels;
    }
}
