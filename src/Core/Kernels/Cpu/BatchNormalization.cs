using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167): the way of inference, and the statistics of training. Samples add nothing up between them: each has moments of
/// its own, and those of the batch are taken in the order of the samples, so that they have the same bits whoever computes them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchNormalization
{
    /// <summary>Samples whose numbers are added up before they go to the sum: rounding grows with a block and with the number of blocks.</summary>
    private const int Block = 32;

    /// <summary>output = (input - mean) / sqrt(variance + epsilon) weight + bias for each channel.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TAffine">Whether there are weight and bias.</typeparam>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TAffine>(
        ref float input, ref float weight, ref float bias, ref float mean, ref float variance, ref float output, int rows, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TAffine : struct, IOption
    {
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            (TVector factor, TVector term) = Factors<TSimd, TVector, TAffine>(ref weight, ref bias, ref mean, ref variance, channel, epsilon);
            for (int row = 0; row < rows; row++)
            {
                int at = (row * channels) + channel;
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref input, at)), factor, term), lanes);
            }
        }
    }

    /// <summary>The same, of which workers take pieces of the rows.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TAffine">Whether there are weight and bias.</typeparam>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="share">The worker's part.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TAffine>(
        ref float input, ref float weight, ref float bias, ref float mean, ref float variance, ref float output, int rows, int channels, float epsilon, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TAffine : struct, IOption
    {
        while (share.Take(rows, out int first, out int last))
        {
            int start = first * channels;
            Apply<TSimd, TVector, TAffine>(
                ref Unsafe.Add(ref input, start), ref weight, ref bias, ref mean, ref variance, ref Unsafe.Add(ref output, start), last - first, channels, epsilon);
        }
    }

    /// <summary>What it multiplies each channel with and what it adds: weight / sqrt(variance + epsilon), and bias - mean times that.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TAffine">Whether there are weight and bias.</typeparam>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="factors">[samples, channels]: the same for each.</param>
    /// <param name="terms">[samples, channels].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factors<TSimd, TVector, TAffine>(
        ref float weight, ref float bias, ref float mean, ref float variance, ref float factors, ref float terms, int samples, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TAffine : struct, IOption
    {
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            (TVector factor, TVector term) = Factors<TSimd, TVector, TAffine>(ref weight, ref bias, ref mean, ref variance, channel, epsilon);
            for (int sample = 0; sample < samples; sample++)
            {
                int at = (sample * channels) + channel;
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref factors, at), factor, channels - channel);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref terms, at), term, channels - channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Factor, TVector Term) Factors<TSimd, TVector, TAffine>(
        ref float weight, ref float bias, ref float mean, ref float variance, int channel, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TAffine : struct, IOption
    {
        TVector deviation = TSimd.Sqrt(TSimd.Add(TSimd.Load(ref Unsafe.Add(ref variance, channel)), TSimd.Broadcast(epsilon)));
        TVector factor = TSimd.Divide(TAffine.IsPresent ? TSimd.Load(ref Unsafe.Add(ref weight, channel)) : TSimd.Broadcast(1f), deviation);
        TVector term = TSimd.NegateMultiplyAdd(
            TSimd.Load(ref Unsafe.Add(ref mean, channel)), factor, TAffine.IsPresent ? TSimd.Load(ref Unsafe.Add(ref bias, channel)) : TSimd.Zero);
        return (factor, term);
    }

    /// <summary>Mean and variance of each channel of each sample.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, rows, channels].</param>
    /// <param name="means">[samples, channels].</param>
    /// <param name="variances">[samples, channels]: means of squared distances to the mean.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="channels">Channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MomentsOfSamples<TSimd, TVector>(ref float input, ref float means, ref float variances, int samples, int rows, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector share = TSimd.Broadcast(1f / rows);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int channel = 0; channel < channels; channel += TSimd.Width)
            {
                ref float values = ref Unsafe.Add(ref input, (sample * rows * channels) + channel);

                // From the first number on, so that the mean of equal numbers is exact.
                TVector first = TSimd.Load(ref values), sum = TSimd.Zero, squares = TSimd.Zero;
                for (int start = 0; start < rows; start += BlockTerms.Cpu)
                {
                    TVector part = TSimd.Zero;
                    for (int row = start; row < Math.Min(start + BlockTerms.Cpu, rows); row++)
                    {
                        part = TSimd.Add(part, TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref values, row * channels)), first));
                    }

                    sum = TSimd.Add(sum, part);
                }

                TVector mean = TSimd.MultiplyAdd(sum, share, first);
                for (int start = 0; start < rows; start += BlockTerms.Cpu)
                {
                    TVector part = TSimd.Zero;
                    for (int row = start; row < Math.Min(start + BlockTerms.Cpu, rows); row++)
                    {
                        TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref values, row * channels)), mean);
                        part = TSimd.MultiplyAdd(centred, centred, part);
                    }

                    squares = TSimd.Add(squares, part);
                }

                int at = (sample * channels) + channel;
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref means, at), mean, channels - channel);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref variances, at), TSimd.Multiply(squares, share), channels - channel);
            }
        }
    }

    /// <summary>
    /// From the moments of the samples to those of the batch, which every sample gets: inverses = 1 / sqrt(variance + epsilon) and shifts = -mean / sqrt(variance + epsilon). The
    /// running statistics move towards mean and unbiased variance.
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
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
    /// <param name="part">Which of the channels are the worker's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MomentsOfBatch<TSimd, TVector>(
        ref float means, ref float variances, ref float inverses, ref float shifts, ref float runningMean, ref float runningVariance, int samples, int channels, int positions,
        float momentum, float epsilon, WorkerPart part)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        double count = (double)samples * positions;
        TVector share = TSimd.Broadcast(1f / samples), unbiased = TSimd.Broadcast((float)(count / Math.Max(count - 1, 1)));
        (int firstChannel, int lastChannel) = Channels<TSimd, TVector>(part, channels);
        for (int channel = firstChannel; channel < lastChannel; channel += TSimd.Width)
        {
            ref float mean = ref Unsafe.Add(ref means, channel);

            // From the first sample's on, so that the mean of equal numbers is exact.
            TVector first = TSimd.Load(ref mean), sum = TSimd.Zero;
            TVector batchMean = TSimd.MultiplyAdd(Sum<TSimd, TVector>(ref mean, first, samples, channels), share, first);
            for (int start = 0; start < samples; start += Block)
            {
                TVector block = TSimd.Zero;
                for (int sample = start; sample < Math.Min(start + Block, samples); sample++)
                {
                    TVector distance = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref mean, sample * channels)), batchMean);
                    block = TSimd.Add(block, TSimd.MultiplyAdd(distance, distance, TSimd.Load(ref Unsafe.Add(ref variances, (sample * channels) + channel))));
                }

                sum = TSimd.Add(sum, block);
            }

            TVector variance = TSimd.Multiply(sum, share);
            TVector inverse = TSimd.Divide(TSimd.Broadcast(1f), TSimd.Sqrt(TSimd.Add(variance, TSimd.Broadcast(epsilon))));
            int lanes = channels - channel;
            Spread<TSimd, TVector>(inverse, ref Unsafe.Add(ref inverses, channel), samples, channels, lanes);
            Spread<TSimd, TVector>(TSimd.Subtract(TSimd.Zero, TSimd.Multiply(batchMean, inverse)), ref Unsafe.Add(ref shifts, channel), samples, channels, lanes);
            Move<TSimd, TVector>(ref Unsafe.Add(ref runningMean, channel), batchMean, momentum, lanes);
            Move<TSimd, TVector>(ref Unsafe.Add(ref runningVariance, channel), TSimd.Multiply(variance, unbiased), momentum, lanes);
        }
    }

    /// <summary>The mean over the samples, of which every sample gets a copy.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, size].</param>
    /// <param name="output">[samples, size].</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="size">Numbers of a sample.</param>
    /// <param name="part">Which of them are the worker's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MeanOfBatch<TSimd, TVector>(ref float input, ref float output, int samples, int size, WorkerPart part)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector share = TSimd.Broadcast(1f / samples);
        (int first, int last) = Channels<TSimd, TVector>(part, size);
        for (int i = first; i < last; i += TSimd.Width)
        {
            TVector mean = TSimd.Multiply(Sum<TSimd, TVector>(ref Unsafe.Add(ref input, i), TSimd.Zero, samples, size), share);
            Spread<TSimd, TVector>(mean, ref Unsafe.Add(ref output, i), samples, size, size - i);
        }
    }

    /// <summary>The worker's channels: whole vectors, but for the end.</summary>
    private static (int First, int Last) Channels<TSimd, TVector>(WorkerPart part, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int first, int last) = part.Of(Partition.DivideUp(channels, TSimd.Width));
        return (first * TSimd.Width, Math.Min(last * TSimd.Width, channels));
    }

    /// <summary>The sum of what the numbers are more than an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Sum<TSimd, TVector>(ref float values, TVector offset, int samples, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = TSimd.Zero;
        for (int start = 0; start < samples; start += Block)
        {
            TVector block = TSimd.Zero;
            for (int sample = start; sample < Math.Min(start + Block, samples); sample++)
            {
                block = TSimd.Add(block, TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref values, sample * stride)), offset));
            }

            sum = TSimd.Add(sum, block);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<TSimd, TVector>(TVector value, ref float output, int samples, int stride, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int sample = 0; sample < samples; sample++)
        {
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, sample * stride), value, lanes);
        }
    }

    private static void Move<TSimd, TVector>(ref float running, TVector towards, float momentum, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector kept = TSimd.Multiply(TSimd.Broadcast(1f - momentum), TSimd.Load(ref running));
        Lanes.Store<TSimd, TVector>(ref running, TSimd.MultiplyAdd(TSimd.Broadcast(momentum), towards, kept), lanes);
    }
}
