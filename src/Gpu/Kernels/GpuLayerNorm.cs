using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Layer norm (Ba et al. 2016, arXiv 1607.06450), its derivative and the tangents of both. A few threads share a row (<see cref="CooperativeRows"/>) and compute its mean and
/// deviation again wherever they are needed. Where an operand is absent another view stands in its place, for drivers refuse empty ones, and a number that is the same for all
/// threads says so.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GpuLayerNorm
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ForwardLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View weight, View bias, View output, CooperativeRows rows, float epsilon, PlaceList places,
        int hasBias);

    private delegate void ForwardTangentLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View weight, View tangent, View weightTangent, View biasTangent, View output,
        CooperativeRows rows, float epsilon, int hasBias);

    private static readonly LibraryKernel<ForwardLauncher> ForwardKernel = new(ForwardRows);

    private static readonly LibraryKernel<ForwardTangentLauncher> ForwardTangentKernel = new(ForwardTangentRows);

    /// <summary>output = n weight + bias with the normalised row n = (input - mean) / sqrt(variance + epsilon).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels], or null.</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="places">Where the numbers of a sample's output go; by default each where its input is.</param>
    public static void Forward(
        GpuFrame frame, View input, View weight, View? bias, View output, int rows, int channels, float epsilon, PlaceList places = default)
    {
        var layout = new CooperativeRows(rows, channels);
        ForwardKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, input, weight, bias ?? weight, output, layout, epsilon, PlaceList.OrNone(places, input), bias.HasValue ? 1 : 0);
    }

    /// <summary>output = n' weight + n weightTangent + biasTangent with n' = (tangent - mean(tangent) - n mean(n tangent)) / deviation.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">Primal input, [rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="tangent">Tangent of the input, [rows, channels].</param>
    /// <param name="weightTangent">[channels].</param>
    /// <param name="biasTangent">[channels], or null.</param>
    /// <param name="output">Tangent of the output, [rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void ForwardTangent(
        GpuFrame frame, View input, View weight, View tangent, View weightTangent, View? biasTangent, View output, int rows, int channels, float epsilon)
    {
        var layout = new CooperativeRows(rows, channels);
        ForwardTangentKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, input, weight, tangent, weightTangent, biasTangent ?? weightTangent, output, layout, epsilon, biasTangent.HasValue ? 1 : 0);
    }

    internal static void ForwardRows(View input, View weight, View bias, View output, CooperativeRows rows, float epsilon, PlaceList places, int hasBias)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        float mean = rows.Mean(input, sums);
        float inverseDeviation = rows.InverseDeviation(input, mean, epsilon, squares);
        int start = rows.Start, limit = rows.Limit;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float value = (input[start + channel] - mean) * inverseDeviation * weight[channel];
            output[PlaceList.AtOrSame(places, start + channel)] = hasBias != 0 ? value + bias[channel] : value;
        }
    }

    internal static void ForwardTangentRows(
        View input, View weight, View tangent, View weightTangent, View biasTangent, View output, CooperativeRows rows, float epsilon, int hasBias)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        float mean = rows.Mean(input, sums);
        float inverseDeviation = rows.InverseDeviation(input, mean, epsilon, squares);
        int start = rows.Start, limit = rows.Limit;
        float tangentSum = 0f, product = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float number = tangent[start + channel];
            tangentSum += number;
            product += number * (input[start + channel] - mean) * inverseDeviation;
        }

        tangentSum = rows.Sum(tangentSum, sums);
        product = rows.Sum(product, squares);
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float normalised = (input[start + channel] - mean) * inverseDeviation;
            float normalisedTangent = inverseDeviation * (tangent[start + channel] - ((tangentSum + (normalised * product)) * rows.Share));
            float value = (normalisedTangent * weight[channel]) + (normalised * weightTangent[channel]);
            output[start + channel] = hasBias != 0 ? value + biasTangent[channel] : value;
        }
    }
}
