using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

public static partial class LayerNorm
{
    /// <summary>
    /// The derivative. With n = (input - mean) / deviation and g = outputGradient weight: inputGradient = (g - mean(g) - n mean(g n)) / deviation + residual,
    /// weightGradient += outputGradient n and biasGradient += outputGradient. On request also output = n weight + bias, since all of it is at hand.
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <typeparam name="TResidual">Whether a residual is added to the input's gradient.</typeparam>
    /// <typeparam name="TGradients">Whether the gradients of the parameters are wanted.</typeparam>
    /// <typeparam name="TOutput">Whether the output is wanted again.</typeparam>
    /// <param name="outputGradient">[rows, channels].</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels]; read for the output only.</param>
    /// <param name="residual">[rows, channels].</param>
    /// <param name="inputGradient">[rows, channels].</param>
    /// <param name="weightGradient">[channels].</param>
    /// <param name="biasGradient">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="room">Room for the sums of a block: channels, rounded up to a cache line, for each gradient.</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
        ref float outputGradient,
        ref float input,
        ref float weight,
        ref float bias,
        ref float residual,
        ref float inputGradient,
        ref float weightGradient,
        ref float biasGradient,
        ref float output,
        ref float room,
        int rows,
        int channels,
        float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TGradients : struct, IOption
        where TOutput : struct, IOption
    {
        int length = BlockSums.Length(channels);
        ref float biasSums = ref TGradients.IsPresent && TBias.IsPresent ? ref Unsafe.Add(ref room, length) : ref room;
        for (int first = 0; first < rows; first += BlockTerms.Cpu)
        {
            int last = Math.Min(first + BlockTerms.Cpu, rows);
            if (TGradients.IsPresent)
            {
                BlockSums.Clear(ref room, TBias.IsPresent ? 2 * length : length);
            }

            bool areShort = channels <= ShortRow * TSimd.Width;
            for (int row = first; areShort && row < last; row += 4)
            {
                int start = row * channels;
                BackwardOfFour<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
                    ref Unsafe.Add(ref outputGradient, start), ref Unsafe.Add(ref input, start), ref weight, ref bias, ref Unsafe.Add(ref residual, start),
                    ref Unsafe.Add(ref inputGradient, start), ref room, ref biasSums, ref Unsafe.Add(ref output, start), last - row, channels, epsilon);
            }

            for (int row = first; !areShort && row < last; row++)
            {
                int start = row * channels;
                ref float x = ref Unsafe.Add(ref input, start);
                ref float dy = ref Unsafe.Add(ref outputGradient, start);
                RowStatistics.Compute<TSimd, TVector>(ref x, channels, epsilon, out TVector mean, out TVector inverseDeviation);
                SumRow<TSimd, TVector, TBias, TGradients>(
                    ref dy, ref x, ref weight, ref room, ref biasSums, channels, mean, inverseDeviation, out TVector meanScaled, out TVector meanProduct);
                for (int channel = 0; channel < channels; channel += TSimd.Width)
                {
                    int at = start + channel;
                    TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                    TVector scale = TSimd.Load(ref Unsafe.Add(ref weight, channel));
                    TVector scaled = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref dy, channel)), scale);
                    TVector dx = TSimd.Multiply(inverseDeviation, TSimd.NegateMultiplyAdd(normalised, meanProduct, TSimd.Subtract(scaled, meanScaled)));
                    if (TResidual.IsPresent)
                    {
                        dx = TSimd.Add(dx, TSimd.Load(ref Unsafe.Add(ref residual, at)));
                    }

                    if (TOutput.IsPresent)
                    {
                        TVector value = TBias.IsPresent
                            ? TSimd.MultiplyAdd(normalised, scale, TSimd.Load(ref Unsafe.Add(ref bias, channel)))
                            : TSimd.Multiply(normalised, scale);
                        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), value, channels - channel);
                    }

                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref inputGradient, at), dx, channels - channel);
                }
            }

            if (TGradients.IsPresent)
            {
                BlockSums.Add<TSimd, TVector>(ref room, ref weightGradient, channels);
                if (TBias.IsPresent)
                {
                    BlockSums.Add<TSimd, TVector>(ref biasSums, ref biasGradient, channels);
                }
            }
        }
    }

    /// <summary>mean(g) and mean(g n), each in all lanes, and the row's terms of the parameters' gradients. What lies beyond the row's end counts as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumRow<TSimd, TVector, TBias, TGradients>(
        ref float dy,
        ref float x,
        ref float weight,
        ref float weightSums,
        ref float biasSums,
        int channels,
        TVector mean,
        TVector inverseDeviation,
        out TVector meanScaled,
        out TVector meanProduct)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
        where TGradients : struct, IOption
    {
        TVector sum = TSimd.Zero, product = TSimd.Zero;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            TVector normalised = TSimd.Multiply(TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref x, channel), lanes), mean), inverseDeviation);
            TVector gradient = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, channel), lanes);
            TVector scaled = TSimd.Multiply(gradient, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref weight, channel), lanes));
            sum = TSimd.Add(sum, scaled);
            product = TSimd.MultiplyAdd(scaled, normalised, product);
            if (TGradients.IsPresent)
            {
                ref float dw = ref Unsafe.Add(ref weightSums, channel);
                Lanes.Store<TSimd, TVector>(ref dw, TSimd.MultiplyAdd(gradient, normalised, TSimd.Load(ref dw)), lanes);
                if (TBias.IsPresent)
                {
                    ref float db = ref Unsafe.Add(ref biasSums, channel);
                    Lanes.Store<TSimd, TVector>(ref db, TSimd.Add(TSimd.Load(ref db), gradient), lanes);
                }
            }
        }

        meanScaled = TSimd.Broadcast(TSimd.Sum(sum) / channels);
        meanProduct = TSimd.Broadcast(TSimd.Sum(product) / channels);
    }
}
