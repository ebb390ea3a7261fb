using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167): the way of inference, and the statistics of training, of which a few threads take turns with the samples for
/// each channel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuBatchNormalization
{
    private const int Threads = GpuDevice.GroupSize;

    private delegate void ApplyLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View weight, View bias, View mean, View variance, View output, int count, Divider channels, float epsilon,
        int isAffine);

    private delegate void FactorsLauncher(
        AcceleratorStream stream, KernelConfig config, View weight, View bias, View mean, View variance, View factors, View terms, int count, Divider channels, float epsilon,
        int isAffine);

    private delegate void SampleMomentsLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View means, View variances, int count, int rows, int channels, Divider byChannels, float share);

    private delegate void BatchMomentsLauncher(
        AcceleratorStream stream, KernelConfig config, View means, View variances, View inverses, View shifts, View runningMean, View runningVariance, CooperativeRows channels,
        float momentum, float unbiased, float epsilon);

    private delegate void BatchMeanLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, CooperativeRows numbers);

    private static readonly LibraryKernel<ApplyLauncher> ApplyKernel = new(ApplyAll);

    private static readonly LibraryKernel<FactorsLauncher> FactorsKernel = new(FactorsOfAll);

    private static readonly LibraryKernel<SampleMomentsLauncher> SampleMomentsKernel = new(MomentsOfEachSample);

    private static readonly LibraryKernel<BatchMomentsLauncher> BatchMomentsKernel = new(MomentsOfAllSamples);

    private static readonly LibraryKernel<BatchMeanLauncher> BatchMeanKernel = new(MeanOfAllSamples);

    /// <summary>output = (input - mean) / sqrt(variance + epsilon) weight + bias for each channel.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels], or null.</param>
    /// <param name="bias">[channels], or null.</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void Apply(GpuFrame frame, View input, View? weight, View? bias, View mean, View variance, View output, int rows, int channels, float epsilon)
    {
        int count = rows * channels;
        ApplyKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, weight ?? mean, bias ?? mean, mean, variance, output, count, new Divider(channels), epsilon,
            weight.HasValue ? 1 : 0);
    }

    /// <summary>What <see cref="Apply"/> multiplies each channel with, and what it adds.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="weight">[channels], or null.</param>
    /// <param name="bias">[channels], or null.</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="factors">[samples, channels]: the same for each.</param>
    /// <param name="terms">[samples, channels].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void Factors(
        GpuFrame frame, View? weight, View? bias, View mean, View variance, View factors, View terms, int samples, int channels, float epsilon)
    {
        int count = samples * channels;
        FactorsKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), weight ?? mean, bias ?? mean, mean, variance, factors, terms, count, new Divider(channels), epsilon,
            weight.HasValue ? 1 : 0);
    }

    /// <summary>Mean and variance of each channel of each sample.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, rows, channels].</param>
    /// <param name="means">[samples, channels].</param>
    /// <param name="variances">[samples, channels]: means of squared distances to the mean.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="channels">Channels.</param>
    public static void MomentsOfSamples(GpuFrame frame, View input, View means, View variances, int samples, int rows, int channels)
    {
        int count = samples * channels;
        SampleMomentsKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, means, variances, count, rows, channels, new Divider(channels), 1f / rows);
    }

    /// <summary>
    /// From the moments of the samples to those of the batch, which every sample gets: inverses = 1 / sqrt(variance + epsilon) and shifts = -mean / sqrt(variance + epsilon). The
    /// running statistics move towards mean and unbiased variance.
    /// </summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="means">[samples, channels].</param>
    /// <param name="variances">[samples, channels].</param>
    /// <param name="inverses">[samples, channels].</param>
    /// <param name="shifts">[samples, channels].</param>
    /// <param name="runningMean">[channels].</param>
    /// <param name="runningVariance">[channels].</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="positions">Numbers of a channel in a sample.</param>
    /// <param name="momentum">How much of the batch's statistics the running ones take.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void MomentsOfBatch(
        GpuFrame frame, View means, View variances, View inverses, View shifts, View runningMean, View runningVariance, int samples, int channels, int positions, float momentum,
        float epsilon)
    {
        double count = (double)samples * positions;
        var layout = new CooperativeRows(channels, samples);
        BatchMomentsKernel.On(frame.Device)(
            frame.Device.Stream, layout.Config, means, variances, inverses, shifts, runningMean, runningVariance, layout, momentum,
            (float)(count / Math.Max(count - 1, 1)), epsilon);
    }

    /// <summary>The mean over the samples, of which every sample gets a copy.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, size].</param>
    /// <param name="output">[samples, size].</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="size">Numbers of a sample.</param>
    public static void MeanOfBatch(GpuFrame frame, View input, View output, int samples, int size)
    {
        var layout = new CooperativeRows(size, samples);
        BatchMeanKernel.On(frame.Device)(frame.Device.Stream, layout.Config, input, output, layout);
    }

    internal static void ApplyAll(View input, View weight, View bias, View mean, View variance, View output, int count, Divider channels, float epsilon, int isAffine)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int channel = Divider.Remainder(channels, i);
            float factor = 1f / MathF.Sqrt(variance[channel] + epsilon);
            float term = 0f;
            if (isAffine != 0)
            {
                factor *= weight[channel];
                term = bias[channel];
            }

            output[i] = ((input[i] - mean[channel]) * factor) + term;
        }
    }

    internal static void FactorsOfAll(
        View weight, View bias, View mean, View variance, View factors, View terms, int count, Divider channels, float epsilon, int isAffine)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int channel = Divider.Remainder(channels, i);
            float factor = 1f / MathF.Sqrt(variance[channel] + epsilon), term = 0f;
            if (isAffine != 0)
            {
                factor *= weight[channel];
                term = bias[channel];
            }

            factors[i] = factor;
            terms[i] = term - (mean[channel] * factor);
        }
    }

    internal static void MomentsOfEachSample(View input, View means, View variances, int count, int rows, int channels, Divider byChannels, float share)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int sample = Divider.Divide(byChannels, i);
            int start = (sample * rows * channels) + (i - (sample * channels));
            float first = input[start], sum = 0f, squares = 0f;
            for (int block = 0; block < rows; block += BlockTerms.Cpu)
            {
                int last = IntrinsicMath.Min(block + BlockTerms.Cpu, rows);
                float part = 0f;
                for (int row = block; row < last; row++)
                {
                    part += input[start + (row * channels)] - first;
                }

                sum += part;
            }

            float mean = first + (sum * share);
            for (int block = 0; block < rows; block += BlockTerms.Cpu)
            {
                int last = IntrinsicMath.Min(block + BlockTerms.Cpu, rows);
                float part = 0f;
                for (int row = block; row < last; row++)
                {
                    float centred = input[start + (row * channels)] - mean;
                    part += centred * centred;
                }

                squares += part;
            }

            means[i] = mean;
            variances[i] = squares * share;
        }
    }

    internal static void MomentsOfAllSamples(
        View means, View variances, View inverses, View shifts, View runningMean, View runningVariance, CooperativeRows channels, float momentum, float unbiased, float epsilon)
    {
        View sums = SharedMemory.Allocate<float>(Threads), squares = SharedMemory.Allocate<float>(Threads);
        int channel = channels.Row, limit = channels.Limit, stride = channels.Count;
        float first = limit > 0 ? means[channel] : 0f;
        float sum = 0f;
        for (int sample = channels.Lane; sample < limit; sample += channels.Lanes)
        {
            sum += means[(sample * stride) + channel] - first;
        }

        float mean = first + (channels.Sum(sum, sums) * channels.Share);
        float square = 0f;
        for (int sample = channels.Lane; sample < limit; sample += channels.Lanes)
        {
            int at = (sample * stride) + channel;
            float distance = means[at] - mean;
            square += (distance * distance) + variances[at];
        }

        float variance = channels.Sum(square, squares) * channels.Share;
        float inverse = 1f / MathF.Sqrt(variance + epsilon);
        for (int sample = channels.Lane; sample < limit; sample += channels.Lanes)
        {
            inverses[(sample * stride) + channel] = inverse;
            shifts[(sample * stride) + channel] = -mean * inverse;
        }

        if (channels.Lane == 0 && limit > 0)
        {
            runningMean[channel] = ((1f - momentum) * runningMean[channel]) + (momentum * mean);
            runningVariance[channel] = ((1f - momentum) * runningVariance[channel]) + (momentum * variance * unbiased);
        }
    }

    internal static void MeanOfAllSamples(View input, View output, CooperativeRows numbers)
    {
        View sums = SharedMemory.Allocate<float>(Threads);
        int number = numbers.Row, limit = numbers.Limit, stride = numbers.Count;
        float sum = 0f;
        for (int sample = numbers.Lane; sample < limit; sample += numbers.Lanes)
        {
            sum += input[(sample * stride) + number];
        }

        float mean = numbers.Sum(sum, sums) * numbers.Share;
        for (int sample = numbers.Lane; sample < limit; sample += numbers.Lanes)
        {
            output[(sample * stride) + number] = mean;
        }
    }
}
