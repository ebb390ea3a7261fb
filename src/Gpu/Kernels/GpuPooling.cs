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
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, View input, View other, View output, int count, ImageWindow window, WindowDividers by);

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
        LargestKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, tangent, output, count, window, new WindowDividers(window));
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
        GradientKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, outputGradient, gradient, count, window, new WindowDividers(window));
    }

    internal static void FindLargest(View input, View other, View output, int count, ImageWindow window, WindowDividers by)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int place = Divider.Divide(by.Channels, i), line = Divider.Divide(by.OutputWidth, place);
            output[i] = other[Find(
                input, window, by, Divider.Divide(by.OutputHeight, line), Divider.Remainder(by.OutputHeight, line), Divider.Remainder(by.OutputWidth, place),
                Divider.Remainder(by.Channels, i))];
        }
    }

    internal static void SumGradient(View input, View outputGradient, View gradient, int count, ImageWindow window, WindowDividers by)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int channel = Divider.Remainder(by.Channels, i), pixel = Divider.Divide(by.Channels, i);
            int row = Divider.Divide(by.Width, pixel), sample = Divider.Divide(by.Height, row);
            int bottom = Divider.Remainder(by.Height, row) + window.Top, right = Divider.Remainder(by.Width, pixel) + window.Left;
            float sum = 0f;
            for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
            {
                int y = GpuWindow.Multiple(by.Stride, bottom - Divider.Divide(by.KernelWidth, tap), window.OutputHeight);
                int x = GpuWindow.Multiple(by.Stride, right - Divider.Remainder(by.KernelWidth, tap), window.OutputWidth);
                if (y >= 0 && x >= 0 && Find(input, window, by, sample, y, x, channel) == i)
                {
                    sum += outputGradient[(((((sample * window.OutputHeight) + y) * window.OutputWidth) + x) * window.Channels) + channel];
                }
            }

            gradient[i] = sum;
        }
    }

    /// <summary>Where the largest number of a window is; a NaN counts as such, as in PyTorch. It sees one pixel at least.</summary>
    private static int Find(View input, ImageWindow window, WindowDividers by, int sample, int y, int x, int channel)
    {
        int found = -1;
        float largest = 0f;
        for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
        {
            int at = GpuWindow.At(window, by, sample, y, x, tap);
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
