using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        where TVector : struct => Each<TSimd, TVector, OfLargest>(ref input, ref Unsafe.NullRef<float>(), ref output, samples, window);

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
        where TVector : struct => Each<TSimd, TVector, OfTangent>(ref input, ref tangent, ref output, samples, window);

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
        Each<TSimd, TVector, OfGradient>(ref input, ref gradient, ref outputGradient, samples, window);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<TSimd, TVector, TWanted>(ref float input, ref float other, ref float output, int samples, in ImageWindow window)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWanted : struct
    {
        for (int place = 0; place < samples * window.OutputPixels; place++)
        {
            (int line, int x) = Math.DivRem(place, window.OutputWidth);
            (int sample, int y) = Math.DivRem(line, window.OutputHeight);
            for (int channel = 0; channel < window.Channels; channel += TSimd.Width)
            {
                nint start = ((nint)sample * window.Height * window.Width * window.Channels) + channel;
                int lanes = window.Channels - channel;
                ref float to = ref Unsafe.Add(ref output, ((nint)place * window.Channels) + channel);
                TVector largest = TSimd.Broadcast(float.NegativeInfinity), wanted = TSimd.Zero;
                for (int tap = 0; tap < window.Taps; tap++)
                {
                    nint at = At(window, y, x, tap);
                    if (at >= 0)
                    {
                        TVector value = TSimd.Load(ref Unsafe.Add(ref input, start + at));
                        TVector candidate = typeof(TWanted) == typeof(OfTangent) ? TSimd.Load(ref Unsafe.Add(ref other, start + at)) : TSimd.Broadcast(tap);
                        wanted = typeof(TWanted) == typeof(OfLargest) ? wanted : TSimd.SelectGreater(value, largest, candidate, wanted);
                        largest = TSimd.Max(value, largest);
                    }
                }

                if (typeof(TWanted) != typeof(OfGradient))
                {
                    Lanes.Store<TSimd, TVector>(ref to, typeof(TWanted) == typeof(OfLargest) ? largest : wanted, lanes);
                    continue;
                }

                TVector change = TSimd.Load(ref to), half = TSimd.Broadcast(0.5f);
                for (int tap = 0; tap < window.Taps; tap++)
                {
                    nint at = At(window, y, x, tap);
                    if (at >= 0)
                    {
                        ref float sum = ref Unsafe.Add(ref other, start + at);
                        TVector share = TSimd.SelectGreater(TSimd.Abs(TSimd.Subtract(wanted, TSimd.Broadcast(tap))), half, TSimd.Zero, change);
                        Lanes.Store<TSimd, TVector>(ref sum, TSimd.Add(TSimd.Load(ref sum), share), lanes);
                    }
                }
            }
        }
    }

    /// <summary>Where a sample's pixel lies that a tap sees; negative for none.</summary>
    private static nint At(in ImageWindow window, int y, int x, int tap)
    {
        (int down, int across) = Math.DivRem(tap, window.KernelWidth);
        int row = window.Row(y, down), column = window.Column(x, across);
        return row < 0 || column < 0 ? -1 : (((nint)row * window.Width) + column) * window.Channels;
    }

    /// <summary>The largest number is wanted.</summary>
    private readonly struct OfLargest;

    /// <summary>Its tangent is.</summary>
    private readonly struct OfTangent;

    /// <summary>The place that gets the gradient is.</summary>
    private readonly struct OfGradient;
}
