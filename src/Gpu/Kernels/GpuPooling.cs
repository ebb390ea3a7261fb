using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>The largest number that a window sees of each channel; of equal ones the first. A thread a number of the result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuPooling
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, View input, View other, View output, int count, ImageWindow window);

    private static readonly LibraryKernel<Launcher> LargestKernel = new(FindLargest);

    private static readonly LibraryKernel<Launcher> GradientKernel = new(SumGradient);

    /// <summary>output[y, x, c] = the largest number.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void Largest(GpuFrame frame, View input, View output, int samples, ImageWindow window) => LargestTangent(frame, input, input, output, samples, window);

    /// <summary>output[y, x, c] = the tangent of the largest number.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="tangent">The same.</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void LargestTangent(GpuFrame frame, View input, View tangent, View output, int samples, ImageWindow window)
    {
        int count = samples * window.OutputHeight * window.OutputWidth * window.Channels;
        LargestKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, tangent, output, count, window);
    }

    /// <summary>gradient[y, x, c] = the sum over the windows in which it is the largest of what their outputs get: gathered, so that nothing is added by two threads.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="outputGradient">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="gradient">[samples, height, width, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void LargestGradient(GpuFrame frame, View input, View outputGradient, View gradient, int samples, ImageWindow window)
    {
        int count = samples * window.Height * window.Width * window.Channels;
        GradientKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, outputGradient, gradient, count, window);
    }

    internal static void FindLargest(View input, View other, View output, int count, ImageWindow window)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int place = i / window.Channels, line = place / window.OutputWidth;
            int at = Find(input, window, line / window.OutputHeight, line % window.OutputHeight, place % window.OutputWidth, i % window.Channels);
            output[i] = other[at];
        }
    }

    internal static void SumGradient(View input, View outputGradient, View gradient, int count, ImageWindow window)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int channel = i % window.Channels, pixel = i / window.Channels, row = pixel / window.Width, sample = row / window.Height;
            float sum = 0f;
            for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
            {
                int y = (row % window.Height) + window.Top - (tap / window.KernelWidth), x = (pixel % window.Width) + window.Left - (tap % window.KernelWidth);
                if (y >= 0 && x >= 0 && y % window.Stride == 0 && x % window.Stride == 0 && y / window.Stride < window.OutputHeight && x / window.Stride < window.OutputWidth
                    && Find(input, window, sample, y / window.Stride, x / window.Stride, channel) == i)
                {
                    sum += outputGradient[(((((sample * window.OutputHeight) + (y / window.Stride)) * window.OutputWidth) + (x / window.Stride)) * window.Channels) + channel];
                }
            }

            gradient[i] = sum;
        }
    }

    /// <summary>Where the largest number of a window is; a NaN counts as such, as in PyTorch. It sees one pixel at least.</summary>
    private static int Find(View input, ImageWindow window, int sample, int y, int x, int channel)
    {
        int found = -1;
        float largest = 0f;
        for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
        {
            int at = GpuWindow.At(window, sample, y, x, tap);
            if (at < 0)
            {
                continue;
            }

            float value = input[at + channel];
            if (found < 0 || value > largest || (float.IsNaN(value) && !float.IsNaN(largest)))
            {
                (found, largest) = (at + channel, value);
            }
        }

        return found;
    }
}
