using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Convolutions of each channel for itself: a thread a number of the result, neighbouring threads neighbouring channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuDepthwise
{
    private const int Panel = KernelSizes.Panel;

    private delegate void RunLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View weight, View bias, View output, int count, ImageWindow window, WindowDividers by, int form,
        float scale);

    private delegate void GradientLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View partials, int rows, int chunk, int columns, ImageWindow window, WindowDividers by);

    private static readonly LibraryKernel<RunLauncher> RunKernel = new(RunAll);

    private static readonly LibraryKernel<GradientLauncher> GradientKernel = new(SumGradient);

    /// <summary>What a kernel is asked for: bits.</summary>
    private const int HasWeight = 1, HasBias = 2, IsTurned = 4;

    /// <summary>output[y, x, c] = bias[c] + scale times the sum over the taps of what the window sees times weight[tap, c].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="weight">Panels of 32 channels, [taps][32], or null.</param>
    /// <param name="bias">[channels], or null.</param>
    /// <param name="output">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    /// <param name="isTurned">Whether the taps go backwards.</param>
    /// <param name="scale">What sums without a weight are multiplied by.</param>
    public static void Run(GpuFrame frame, View input, View? weight, View? bias, View output, int samples, ImageWindow window, bool isTurned, float scale)
    {
        int count = samples * window.OutputPixels * window.Channels;
        int form = (weight.HasValue ? HasWeight : 0) + (bias.HasValue ? HasBias : 0) + (isTurned ? IsTurned : 0);
        RunKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, weight ?? input, bias ?? input, output, count, window, new WindowDividers(window), form, scale);
    }

    /// <summary>gradient[tap, c] += the sum over samples and places of outputGradient[y, x, c] times what the window sees.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[samples, outputHeight, outputWidth, channels].</param>
    /// <param name="input">[samples, height, width, channels].</param>
    /// <param name="gradient">Panels of 32 channels, [taps][32].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="window">The window.</param>
    public static void AddGradient(GpuFrame frame, View outputGradient, View input, View gradient, int samples, ImageWindow window)
    {
        int rows = samples * window.OutputPixels, columns = (window.Channels + Panel - 1) / Panel * Panel * window.Taps;
        int splits = frame.Split(rows, ColumnReduction.Groups(columns), columns, out int chunk);
        View partials = frame.ReservePartials(splits * columns);
        GradientKernel.On(frame.Device)(
            frame.Device.Stream, ColumnReduction.Config(columns, splits), outputGradient, input, partials, rows, chunk, columns, window, new WindowDividers(window));
        frame.AddPartials(partials, gradient, columns, splits, columns);
    }

    internal static void RunAll(View input, View weight, View bias, View output, int count, ImageWindow window, WindowDividers by, int form, float scale)
    {
        int taps = window.KernelHeight * window.KernelWidth;
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int channel = Divider.Remainder(by.Channels, i), place = Divider.Divide(by.Channels, i);
            int line = Divider.Divide(by.OutputWidth, place), sample = Divider.Divide(by.OutputHeight, line);
            int y = Divider.Remainder(by.OutputHeight, line), x = Divider.Remainder(by.OutputWidth, place);
            int panel = ((channel / Panel) * taps * Panel) + (channel & (Panel - 1));
            float sum = (form & HasBias) != 0 ? bias[channel] : 0f;
            for (int tap = 0; tap < taps; tap++)
            {
                int at = GpuWindow.At(window, by, sample, y, x, tap);
                if (at >= 0)
                {
                    float factor = (form & HasWeight) == 0 ? scale : weight[panel + (((form & IsTurned) != 0 ? taps - 1 - tap : tap) * Panel)];
                    sum += input[at + channel] * factor;
                }
            }

            output[i] = sum;
        }
    }

    internal static void SumGradient(View outputGradient, View input, View partials, int rows, int chunk, int columns, ImageWindow window, WindowDividers by)
    {
        int column = ColumnReduction.Column;
        if (column < columns)
        {
            int row = column / Panel, channel = (Divider.Divide(by.Taps, row) * Panel) + (column & (Panel - 1));
            int tap = Divider.Remainder(by.Taps, row);
            int first = Grid.IdxY * chunk;
            int last = channel < window.Channels ? IntrinsicMath.Min(first + chunk, rows) : first;
            float total = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float sum = 0f;
                for (int place = block; place < end; place++)
                {
                    int line = Divider.Divide(by.OutputWidth, place);
                    int at = GpuWindow.At(
                        window, by, Divider.Divide(by.OutputHeight, line), Divider.Remainder(by.OutputHeight, line), Divider.Remainder(by.OutputWidth, place), tap);
                    if (at >= 0)
                    {
                        sum += outputGradient[(place * window.Channels) + channel] * input[at + channel];
                    }
                }

                total += sum;
            }

            partials[(Grid.IdxY * columns) + column] = total;
        }
    }
}
