using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Simd;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Softmax of rows, its derivative and the tangent of that. A few threads share a row (<see cref="CooperativeRows"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuSoftmax
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ForwardLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, CooperativeRows rows);

    private delegate void BackwardLauncher(AcceleratorStream stream, KernelConfig config, View outputGradient, View output, View inputGradient, CooperativeRows rows);

    private delegate void BackwardTangentLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View output, View gradientTangent, View outputTangent, View result, CooperativeRows rows);

    private static readonly LibraryKernel<ForwardLauncher> ForwardKernel = new(ForwardRows);

    private static readonly LibraryKernel<BackwardLauncher> BackwardKernel = new(BackwardRows);

    private static readonly LibraryKernel<BackwardTangentLauncher> BackwardTangentKernel = new(BackwardTangentRows);

    /// <summary>output = e^(input - m) / sum(e^(input - m)) with the largest number m of the row.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    public static void Forward(GpuFrame frame, View input, View output, int rows, int channels)
    {
        var layout = new CooperativeRows(rows, channels);
        ForwardKernel.On(frame.Device)(frame.Device.Stream, layout.Config, input, output, layout);
    }

    /// <summary>inputGradient = output (outputGradient - sum(outputGradient output)).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[rows, channels].</param>
    /// <param name="output">What <see cref="Forward"/> computed, [rows, channels].</param>
    /// <param name="inputGradient">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    public static void Backward(GpuFrame frame, View outputGradient, View output, View inputGradient, int rows, int channels)
    {
        var layout = new CooperativeRows(rows, channels);
        BackwardKernel.On(frame.Device)(frame.Device.Stream, layout.Config, outputGradient, output, inputGradient, layout);
    }

    /// <summary>The tangent of <see cref="Backward"/>: dx' = y' (dy - s) + y (dy' - s') with s = sum(dy y) and s' = sum(dy' y + dy y').</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">dy, [rows, channels].</param>
    /// <param name="output">y, [rows, channels].</param>
    /// <param name="gradientTangent">dy', [rows, channels].</param>
    /// <param name="outputTangent">y', [rows, channels].</param>
    /// <param name="result">dx', [rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    public static void BackwardTangent(
        GpuFrame frame, View outputGradient, View output, View gradientTangent, View outputTangent, View result, int rows, int channels)
    {
        var layout = new CooperativeRows(rows, channels);
        BackwardTangentKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, outputGradient, output, gradientTangent, outputTangent, result, layout);
    }

    internal static void ForwardRows(View input, View output, CooperativeRows rows)
    {
        View maxima = SharedMemory.Allocate<float>(Threads), sums = SharedMemory.Allocate<float>(Threads);
        int start = rows.Start, limit = rows.Limit;
        float largest = float.MinValue;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float number = input[start + channel];
            largest = number > largest ? number : largest;
        }

        largest = rows.Largest(largest, maxima);
        float sum = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float power = Exponential.Exp<SimdScalar, float>(input[start + channel] - largest);
            output[start + channel] = power;
            sum += power;
        }

        float share = 1f / rows.Sum(sum, sums);
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            output[start + channel] *= share;
        }
    }

    internal static void BackwardRows(View outputGradient, View output, View inputGradient, CooperativeRows rows)
    {
        View sums = SharedMemory.Allocate<float>(Threads);
        int start = rows.Start, limit = rows.Limit;
        float mean = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            mean += outputGradient[start + channel] * output[start + channel];
        }

        mean = rows.Sum(mean, sums);
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            inputGradient[start + channel] = output[start + channel] * (outputGradient[start + channel] - mean);
        }
    }

    internal static void BackwardTangentRows(
        View outputGradient, View output, View gradientTangent, View outputTangent, View result, CooperativeRows rows)
    {
        View sums = SharedMemory.Allocate<float>(Threads), moved = SharedMemory.Allocate<float>(Threads);
        int start = rows.Start, limit = rows.Limit;
        float mean = 0f, meanTangent = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            int at = start + channel;
            mean += outputGradient[at] * output[at];
            meanTangent += (gradientTangent[at] * output[at]) + (outputGradient[at] * outputTangent[at]);
        }

        mean = rows.Sum(mean, sums);
        meanTangent = rows.Sum(meanTangent, moved);
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            int at = start + channel;
            result[at] = (outputTangent[at] * (outputGradient[at] - mean)) + (output[at] * (gradientTangent[at] - meanTangent));
        }
    }
}
