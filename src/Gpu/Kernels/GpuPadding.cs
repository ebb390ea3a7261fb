using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Images with the zeros that a convolution reads beyond their edges: a thread a number of the result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuPadding
{
    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, View input, View output, int count, int height, int width, int channels, int top, int left, PaddingDividers by);

    private static readonly LibraryKernel<Launcher> PadKernel = new(PadAll);

    /// <summary>output[top + spread y, left + spread x, c] = input[y, x, c] where there is such a place, and zero elsewhere.</summary>
    /// <param name="frame">Where the pass runs.</param>
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
    public static void Pad(
        GpuFrame frame, View input, View output, int samples, int height, int width, int channels, int paddedHeight, int paddedWidth, int top, int left, int spread)
    {
        int count = samples * paddedHeight * paddedWidth * channels;
        PadKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, height, width, channels, top, left,
            new PaddingDividers(channels, paddedHeight, paddedWidth, spread));
    }

    internal static void PadAll(View input, View output, int count, int height, int width, int channels, int top, int left, PaddingDividers by)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int pixel = Divider.Divide(by.Channels, i), row = Divider.Divide(by.Width, pixel), sample = Divider.Divide(by.Height, row);
            int x = GpuWindow.Multiple(by.Spread, Divider.Remainder(by.Width, pixel) - left, width);
            int y = GpuWindow.Multiple(by.Spread, Divider.Remainder(by.Height, row) - top, height);
            float value = 0f;
            if (x >= 0 && y >= 0)
            {
                value = input[(((((sample * height) + y) * width) + x) * channels) + Divider.Remainder(by.Channels, i)];
            }

            output[i] = value;
        }
    }
}
