using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

public static partial class GpuLayerNorm
{
    private delegate void GradientTangentsLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View gradientTangent, View tangent, View statistics, View partials,
        int rows, int chunk, int channels, int hasBias);

    private delegate void BackwardTangentLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View weight, View gradientTangent, View tangent, View weightTangent,
        View residual, View output, View statistics, CooperativeRows rows, float epsilon, int hasResidual);

    private static readonly LibraryKernel<BackwardTangentLauncher> BackwardTangentKernel = new(BackwardTangentRows);

    private static readonly LibraryKernel<GradientTangentsLauncher> GradientTangentsKernel = new(SumGradientTangents);

    /// <summary>
    /// The tangent of the derivative by the input. With r = 1 / deviation, n = r (x - mean) and g = dy weight, the derivative is dx = r (g - a - n c) with a = mean(g) and c =
    /// mean(g n). Then, with q = mean(n x'), n' = r (x' - mean(x') - n q), r' = -r^2 q, g' = dy' weight + dy weight' and c' = mean(g' n + g n'): output = r (g' - mean(g') -
    /// n' c - n c') - r q dx + residual.
    /// </summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">dy, [rows, channels].</param>
    /// <param name="input">x, [rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="gradientTangent">dy', [rows, channels].</param>
    /// <param name="tangent">x', [rows, channels].</param>
    /// <param name="weightTangent">weight', [channels].</param>
    /// <param name="residual">[rows, channels], or null.</param>
    /// <param name="output">dx', [rows, channels].</param>
    /// <param name="weightGradient">[channels]: += sum over the rows of dy' n + dy n'.</param>
    /// <param name="biasGradient">[channels]: += sum over the rows of dy'; or null.</param>
    /// <param name="statistics">Room for [rows, 4]: mean(x), r, mean(x') and q of each row, which the kernel for rows leaves for that of columns.</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void BackwardTangent(
        GpuFrame frame,
        View outputGradient,
        View input,
        View weight,
        View gradientTangent,
        View tangent,
        View weightTangent,
        View? residual,
        View output,
        View weightGradient,
        View? biasGradient,
        View statistics,
        int rows,
        int channels,
        float epsilon)
    {
        var layout = new CooperativeRows(rows, channels);
        BackwardTangentKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, outputGradient, input, weight, gradientTangent, tangent, weightTangent,
            residual ?? input, output, statistics, layout, epsilon, residual.HasValue ? 1 : 0);
        View partials = ReservePartials(frame, biasGradient, rows, channels, out int splits, out int chunk);
        GradientTangentsKernel.On(frame.Device)(
            frame.Device.Stream, ColumnReduction.Config(channels, splits), outputGradient, input, gradientTangent, tangent, statistics, partials,
            rows, chunk, channels, biasGradient.HasValue ? 1 : 0);
        AddPartials(frame, partials, weightGradient, biasGradient, channels, splits);
    }

    internal static void BackwardTangentRows(
        View outputGradient,
        View input,
        View weight,
        View gradientTangent,
        View tangent,
        View weightTangent,
        View residual,
        View output,
        View statistics,
        CooperativeRows rows,
        float epsilon,
        int hasResidual)
    {
        // Two rooms for sums, in turns: when one is written again, all lanes have met behind the last reading of it.
        View even = SharedMemory.Allocate<float>(Threads), odd = SharedMemory.Allocate<float>(Threads);
        float mean = rows.Mean(input, even);
        float inverseDeviation = rows.InverseDeviation(input, mean, epsilon, odd);
        int start = rows.Start, limit = rows.Limit;
        float scaledSum = 0f, product = 0f, tangentSum = 0f, projection = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float normalised = (input[start + channel] - mean) * inverseDeviation;
            float scaled = outputGradient[start + channel] * weight[channel];
            scaledSum += scaled;
            product += scaled * normalised;
            tangentSum += tangent[start + channel];
            projection += tangent[start + channel] * normalised;
        }

        scaledSum = rows.Sum(scaledSum, even) * rows.Share;
        product = rows.Sum(product, odd) * rows.Share;
        tangentSum = rows.Sum(tangentSum, even) * rows.Share;
        projection = rows.Sum(projection, odd) * rows.Share;
        float scaledTangentSum = 0f, productTangent = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            int at = start + channel;
            float normalised = (input[at] - mean) * inverseDeviation;
            float normalisedTangent = inverseDeviation * (tangent[at] - tangentSum - (normalised * projection));
            float scaledTangent = (gradientTangent[at] * weight[channel]) + (outputGradient[at] * weightTangent[channel]);
            scaledTangentSum += scaledTangent;
            productTangent += (scaledTangent * normalised) + (outputGradient[at] * weight[channel] * normalisedTangent);
        }

        scaledTangentSum = rows.Sum(scaledTangentSum, even) * rows.Share;
        productTangent = rows.Sum(productTangent, odd) * rows.Share;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            int at = start + channel;
            float normalised = (input[at] - mean) * inverseDeviation;
            float normalisedTangent = inverseDeviation * (tangent[at] - tangentSum - (normalised * projection));
            float scaledTangent = (gradientTangent[at] * weight[channel]) + (outputGradient[at] * weightTangent[channel]);
            float gradient = inverseDeviation * ((outputGradient[at] * weight[channel]) - scaledSum - (normalised * product));
            float centredTangent = scaledTangent - scaledTangentSum - (normalisedTangent * product) - (normalised * productTangent);
            float value = inverseDeviation * (centredTangent - (projection * gradient));
            output[at] = hasResidual != 0 ? value + residual[at] : value;
        }

        if (rows.Lane == 0 && limit > 0)
        {
            int means = 4 * rows.Row;
            statistics[means] = mean;
            statistics[means + 1] = inverseDeviation;
            statistics[means + 2] = tangentSum;
            statistics[means + 3] = projection;
        }
    }

    internal static void SumGradientTangents(
        View outputGradient, View input, View gradientTangent, View tangent, View statistics, View partials,
        int rows, int chunk, int channels, int hasBias)
    {
        int channel = ColumnReduction.Column;
        if (channel < channels)
        {
            int first = Grid.IdxY * chunk;
            int last = IntrinsicMath.Min(first + chunk, rows);
            float weightTotal = 0f, biasTotal = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float weight = 0f, bias = 0f;
                for (int row = block; row < end; row++)
                {
                    int at = (row * channels) + channel, means = 4 * row;
                    float normalised = (input[at] - statistics[means]) * statistics[means + 1];
                    float normalisedTangent = statistics[means + 1] * (tangent[at] - statistics[means + 2] - (normalised * statistics[means + 3]));
                    weight += (gradientTangent[at] * normalised) + (outputGradient[at] * normalisedTangent);
                    bias += gradientTangent[at];
                }

                weightTotal += weight;
                biasTotal += bias;
            }

            StorePartials(partials, Grid.IdxY, channel, channels, hasBias, weightTotal, biasTotal);
        }
    }
}
