using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

public static partial class GpuLayerNorm
{
    private const int BiasFlag = 1, ResidualFlag = 2, OutputFlag = 4, SumsFlag = 8;

    /// <summary>Floats of shared memory for the sums of gradients that the kernel for rows adds up, and what is the most it has of either.</summary>
    private const int MostSums = 2048;

    private delegate void SummingLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View weight, View bias, View residual, View inputGradient,
        View output, View partials, CooperativeRows rows, RowRepeats repeats, PlaceList places, float epsilon, int flags, int hasBiasGradient);

    private delegate void GradientsLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View statistics, View partials, RowRepeats repeats, int rows, int chunk, int channels,
        int hasBias);

    private delegate void BackwardLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View weight, View bias, View residual, View inputGradient,
        View output, View statistics, CooperativeRows rows, RowRepeats repeats, PlaceList places, float epsilon, int flags);

    private static readonly LibraryKernel<BackwardLauncher> BackwardKernel = new(BackwardRows);

    private static readonly LibraryKernel<SummingLauncher> SummingKernel = new(BackwardRowsAndSums);

    private static readonly LibraryKernel<GradientsLauncher> GradientsKernel = new(SumGradients);

    /// <summary>
    /// The derivative by the input. With n = (input - mean) / deviation and g = outputGradient weight: inputGradient = (g - mean(g) - n mean(g n)) / deviation + residual.
    /// On request also output = n weight + bias, since all of it is at hand.
    /// </summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[rows, channels].</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels], or null.</param>
    /// <param name="residual">[rows, channels], or null.</param>
    /// <param name="inputGradient">[rows, channels].</param>
    /// <param name="weightGradient">[channels]: += sum over the rows of outputGradient n; null where the gradients of parameters are not wanted.</param>
    /// <param name="biasGradient">[channels]: += sum over the rows of outputGradient; or null.</param>
    /// <param name="output">[rows, channels], or null.</param>
    /// <param name="statistics">Room for [rows, 2]: mean and 1 / deviation of each row, which the kernel for rows leaves for that of columns.</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="repeats">How many rows share one of <paramref name="outputGradient"/>, which then has no others; each has its own by default.</param>
    /// <param name="places">Where the numbers of a sample's <paramref name="output"/> go; by default each where its input is.</param>
    public static void Backward(
        GpuFrame frame,
        View outputGradient,
        View input,
        View weight,
        View? bias,
        View? residual,
        View inputGradient,
        View? weightGradient,
        View? biasGradient,
        View? output,
        View statistics,
        int rows,
        int channels,
        float epsilon,
        RowRepeats repeats = default,
        PlaceList places = default)
    {
        repeats = RowRepeats.OrNone(repeats);
        places = PlaceList.OrNone(places, input);
        var layout = new CooperativeRows(rows, channels);
        int flags = (bias.HasValue ? BiasFlag : 0) + (residual.HasValue ? ResidualFlag : 0) + (output.HasValue ? OutputFlag : 0);
        if (weightGradient.HasValue && layout.RowsOfGroup * channels <= MostSums)
        {
            int length = biasGradient.HasValue ? 2 * channels : channels;
            int groups = frame.Groups(layout.Groups, length);
            View sums = frame.ReservePartials(groups * length);
            SummingKernel.On(frame.Device)(
                frame.Device.Stream, new KernelConfig(groups, Threads), outputGradient, input, weight, bias ?? weight, residual ?? input, inputGradient,
                output ?? inputGradient, sums, layout, repeats, places, epsilon, flags + SumsFlag, biasGradient.HasValue ? 1 : 0);
            AddPartials(frame, sums, weightGradient.Value, biasGradient, channels, groups);
            return;
        }

        BackwardKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, outputGradient, input, weight, bias ?? weight, residual ?? input, inputGradient,
            output ?? inputGradient, statistics, layout, repeats, places, epsilon, flags);
        if (weightGradient.HasValue)
        {
            View partials = ReservePartials(frame, biasGradient, rows, channels, out int splits, out int chunk);
            GradientsKernel.On(frame.Device)(
                frame.Device.Stream, ColumnReduction.Config(channels, splits),
                outputGradient, input, statistics, partials, repeats, rows, chunk, channels, biasGradient.HasValue ? 1 : 0);
            AddPartials(frame, partials, weightGradient.Value, biasGradient, channels, splits);
        }
    }

    internal static void BackwardRows(
        View outputGradient, View input, View weight, View bias, View residual, View inputGradient,
        View output, View statistics, CooperativeRows rows, RowRepeats repeats, PlaceList places, float epsilon, int flags)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        (float mean, float inverseDeviation) = BackwardRow(
            outputGradient, input, weight, bias, residual, inputGradient, output, rows, repeats, places, epsilon, flags, sums, squares, sums, sums);
        if (rows.Lane == 0 && rows.Limit > 0)
        {
            statistics[2 * rows.Row] = mean;
            statistics[(2 * rows.Row) + 1] = inverseDeviation;
        }
    }

    /// <summary>All rows of a group, one after another, and what they add to the gradients of weight and bias: a partial sum a group.</summary>
    internal static void BackwardRowsAndSums(
        View outputGradient, View input, View weight, View bias, View residual, View inputGradient,
        View output, View partials, CooperativeRows rows, RowRepeats repeats, PlaceList places, float epsilon, int flags, int hasBiasGradient)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        View weightSums = SharedMemory.Allocate<float>(MostSums), biasSums = SharedMemory.Allocate<float>(MostSums);
        int channels = rows.Channels;

        // A number of a row is one thread's alone, from here to the barrier.
        for (int channel = rows.Lane; channel < channels; channel += rows.Lanes)
        {
            weightSums[(rows.Slot * channels) + channel] = 0f;
            biasSums[(rows.Slot * channels) + channel] = 0f;
        }

        // All groups turn equally often: lanes beyond the last row find nothing and meet the others.
        for (int skipped = 0; skipped < rows.Count; skipped += Grid.DimX * rows.RowsOfGroup)
        {
            BackwardRow(
                outputGradient, input, weight, bias, residual, inputGradient, output, CooperativeRows.Skip(rows, skipped), repeats, places, epsilon, flags, sums,
                squares, weightSums, biasSums);
            Group.Barrier();
        }

        for (int channel = Group.IdxX; channel < channels; channel += Threads)
        {
            float weightTotal = 0f, biasTotal = 0f;
            for (int at = channel; at < rows.RowsOfGroup * channels; at += channels)
            {
                weightTotal += weightSums[at];
                biasTotal += biasSums[at];
            }

            StorePartials(partials, Grid.IdxX, channel, channels, hasBiasGradient, weightTotal, biasTotal);
        }
    }

    /// <summary>One row of each slot: stores its gradient, and gives its mean and 1 / deviation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Mean, float InverseDeviation) BackwardRow(
        View outputGradient, View input, View weight, View bias, View residual, View inputGradient, View output,
        CooperativeRows rows, RowRepeats repeats, PlaceList places, float epsilon, int flags, View sums, View squares, View weightSums, View biasSums)
    {
        float mean = rows.Mean(input, sums);
        float inverseDeviation = rows.InverseDeviation(input, mean, epsilon, squares);
        int start = rows.Start, limit = rows.Limit, arrivingStart = RowRepeats.Shared(repeats, rows.Row) * rows.Channels;
        float scaledSum = 0f, product = 0f;
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            float scaled = outputGradient[arrivingStart + channel] * repeats.Factor * weight[channel];
            scaledSum += scaled;
            product += scaled * (input[start + channel] - mean) * inverseDeviation;
        }

        scaledSum = rows.Sum(scaledSum, sums);
        product = rows.Sum(product, squares);
        for (int channel = rows.Lane; channel < limit; channel += rows.Lanes)
        {
            int at = start + channel;
            float normalised = (input[at] - mean) * inverseDeviation;
            float arriving = outputGradient[arrivingStart + channel] * repeats.Factor;
            float scaled = arriving * weight[channel];
            if ((flags & SumsFlag) != 0)
            {
                int sum = (rows.Slot * rows.Channels) + channel;
                weightSums[sum] += arriving * normalised;
                biasSums[sum] += arriving;
            }

            float gradient = inverseDeviation * (scaled - ((scaledSum + (normalised * product)) * rows.Share));
            inputGradient[at] = (flags & ResidualFlag) != 0 ? gradient + residual[at] : gradient;
            if ((flags & OutputFlag) != 0)
            {
                float value = normalised * weight[channel];
                output[PlaceList.AtOrSame(places, at)] = (flags & BiasFlag) != 0 ? value + bias[channel] : value;
            }
        }

        return (mean, inverseDeviation);
    }

    internal static void SumGradients(
        View outputGradient, View input, View statistics, View partials, RowRepeats repeats, int rows, int chunk, int channels, int hasBias)
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
                    float gradient = outputGradient[(RowRepeats.Shared(repeats, row) * channels) + channel] * repeats.Factor;
                    weight += gradient * (input[(row * channels) + channel] - statistics[2 * row]) * statistics[(2 * row) + 1];
                    bias += gradient;
                }

                weightTotal += weight;
                biasTotal += bias;
            }

            StorePartials(partials, Grid.IdxY, channel, channels, hasBias, weightTotal, biasTotal);
        }
    }

    private static void StorePartials(View partials, int split, int channel, int channels, int hasBias, float weight, float bias)
    {
        int start = split * channels * (1 + hasBias);
        partials[start + channel] = weight;
        if (hasBias != 0)
        {
            partials[start + channels + channel] = bias;
        }
    }

    private static View ReservePartials(GpuFrame frame, View? biasGradient, int rows, int channels, out int splits, out int chunk)
    {
        int length = biasGradient.HasValue ? 2 * channels : channels;
        splits = frame.Split(rows, ColumnReduction.Groups(channels), length, out chunk);
        return frame.ReservePartials(splits * length);
    }

    private static void AddPartials(GpuFrame frame, View partials, View weightGradient, View? biasGradient, int channels, int splits)
    {
        int pitch = biasGradient.HasValue ? 2 * channels : channels;
        frame.AddPartials(partials, weightGradient, channels, splits, pitch);
        if (biasGradient is { } bias)
        {
            frame.AddPartials(partials.SubView(channels), bias, channels, splits, pitch);
        }
    }
}
