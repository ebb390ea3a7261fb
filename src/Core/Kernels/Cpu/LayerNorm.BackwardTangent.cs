using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

public static partial class LayerNorm
{
    /// <summary>
    /// The tangent of the derivative. With r = 1 / deviation, n = r (x - mean) and g = dy weight, the derivative is dx = r (g - a - n c) with a = mean(g) and c = mean(g n).
    /// Then, with q = mean(n x'), n' = r (x' - mean(x') - n q), r' = -r^2 q, g' = dy' weight + dy weight' and c' = mean(g' n + g n'): output = r (g' - mean(g') - n' c - n c')
    /// - r q dx + residual, weightGradient += dy' n + dy n' and biasGradient += dy'.
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <typeparam name="TResidual">Whether a residual is added to the output.</typeparam>
    /// <param name="outputGradient">dy, [rows, channels].</param>
    /// <param name="input">x, [rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="gradientTangent">dy', [rows, channels].</param>
    /// <param name="tangent">x', [rows, channels].</param>
    /// <param name="weightTangent">weight', [channels].</param>
    /// <param name="residual">[rows, channels].</param>
    /// <param name="output">dx', [rows, channels].</param>
    /// <param name="weightGradient">[channels].</param>
    /// <param name="biasGradient">[channels].</param>
    /// <param name="room">Room for the sums of a block: channels, rounded up to a cache line, for each gradient.</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardTangent<TSimd, TVector, TBias, TResidual>(
        ref float outputGradient,
        ref float input,
        ref float weight,
        ref float gradientTangent,
        ref float tangent,
        ref float weightTangent,
        ref float residual,
        ref float output,
        ref float weightGradient,
        ref float biasGradient,
        ref float room,
        int rows,
        int channels,
        float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
        where TResidual : struct, IOption
    {
        int length = BlockSums.Length(channels);
        ref float biasSums = ref TBias.IsPresent ? ref Unsafe.Add(ref room, length) : ref room;
        for (int first = 0; first < rows; first += BlockTerms.Cpu)
        {
            int last = Math.Min(first + BlockTerms.Cpu, rows);
            BlockSums.Clear(ref room, TBias.IsPresent ? 2 * length : length);
            for (int row = first; row < last; row++)
            {
                int start = row * channels;
                ref float x = ref Unsafe.Add(ref input, start);
                ref float dy = ref Unsafe.Add(ref outputGradient, start);
                ref float dx = ref Unsafe.Add(ref tangent, start);
                ref float ddy = ref Unsafe.Add(ref gradientTangent, start);
                RowStatistics.Compute<TSimd, TVector>(ref x, channels, epsilon, out TVector mean, out TVector inverseDeviation);
                RowStatistics.ComputeTangent<TSimd, TVector>(ref x, ref dx, channels, mean, inverseDeviation, out TVector meanTangent, out TVector projection);
                SumRow<TSimd, TVector>(ref dy, ref x, ref weight, channels, mean, inverseDeviation, out TVector meanScaled, out TVector meanProduct);

                // The gradients of the parameters, and the means that need n'.
                TVector scaledTangentSum = TSimd.Zero, productTangent = TSimd.Zero;
                for (int channel = 0; channel < channels; channel += TSimd.Width)
                {
                    int lanes = channels - channel;
                    TVector normalised = TSimd.Multiply(TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref x, channel), lanes), mean), inverseDeviation);
                    TVector normalisedTangent = TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dx, channel), lanes), meanTangent);
                    normalisedTangent = TSimd.Multiply(inverseDeviation, TSimd.NegateMultiplyAdd(normalised, projection, normalisedTangent));
                    TVector primalGradient = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, channel), lanes);
                    TVector dyTangent = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref ddy, channel), lanes);
                    TVector scale = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref weight, channel), lanes);
                    TVector scaleTangent = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref weightTangent, channel), lanes);
                    TVector scaledTangent = TSimd.MultiplyAdd(dyTangent, scale, TSimd.Multiply(primalGradient, scaleTangent));
                    scaledTangentSum = TSimd.Add(scaledTangentSum, scaledTangent);
                    productTangent = TSimd.MultiplyAdd(scaledTangent, normalised, TSimd.MultiplyAdd(TSimd.Multiply(primalGradient, scale), normalisedTangent, productTangent));
                    ref float dw = ref Unsafe.Add(ref room, channel);
                    TVector weightSum = TSimd.MultiplyAdd(dyTangent, normalised, TSimd.MultiplyAdd(primalGradient, normalisedTangent, TSimd.Load(ref dw)));
                    Lanes.Store<TSimd, TVector>(ref dw, weightSum, lanes);
                    if (TBias.IsPresent)
                    {
                        ref float db = ref Unsafe.Add(ref biasSums, channel);
                        Lanes.Store<TSimd, TVector>(ref db, TSimd.Add(TSimd.Load(ref db), dyTangent), lanes);
                    }
                }

                TVector meanScaledTangent = TSimd.Broadcast(TSimd.Sum(scaledTangentSum) / channels);
                TVector meanProductTangent = TSimd.Broadcast(TSimd.Sum(productTangent) / channels);
                for (int channel = 0; channel < channels; channel += TSimd.Width)
                {
                    TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                    TVector normalisedTangent = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dx, channel)), meanTangent);
                    normalisedTangent = TSimd.Multiply(inverseDeviation, TSimd.NegateMultiplyAdd(normalised, projection, normalisedTangent));
                    TVector primalGradient = TSimd.Load(ref Unsafe.Add(ref dy, channel)), scale = TSimd.Load(ref Unsafe.Add(ref weight, channel));
                    TVector scaledTangent = TSimd.MultiplyAdd(
                        TSimd.Load(ref Unsafe.Add(ref ddy, channel)), scale, TSimd.Multiply(primalGradient, TSimd.Load(ref Unsafe.Add(ref weightTangent, channel))));
                    TVector projected = TSimd.NegateMultiplyAdd(normalised, meanProduct, TSimd.Subtract(TSimd.Multiply(primalGradient, scale), meanScaled));
                    projected = TSimd.Multiply(TSimd.Multiply(inverseDeviation, projected), projection);
                    TVector centredTangent = TSimd.NegateMultiplyAdd(normalisedTangent, meanProduct, TSimd.Subtract(scaledTangent, meanScaledTangent));
                    centredTangent = TSimd.Subtract(TSimd.NegateMultiplyAdd(normalised, meanProductTangent, centredTangent), projected);
                    int at = start + channel;
                    TVector result = TResidual.IsPresent
                        ? TSimd.MultiplyAdd(inverseDeviation, centredTangent, TSimd.Load(ref Unsafe.Add(ref residual, at)))
                        : TSimd.Multiply(inverseDeviation, centredTangent);
                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), result, channels - channel);
                }
            }

            BlockSums.Add<TSimd, TVector>(ref room, ref weightGradient, channels);
            if (TBias.IsPresent)
            {
                BlockSums.Add<TSimd, TVector>(ref biasSums, ref biasGradient, channels);
            }
        }
    }

    /// <summary>mean(g) and mean(g n) with g = dy weight, each in all lanes. What lies beyond the row's end counts as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumRow<TSimd, TVector>(
        ref float dy, ref float x, ref float weight, int channels, TVector mean, TVector inverseDeviation, out TVector meanScaled, out TVector meanProduct)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
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
        }

        meanScaled = TSimd.Broadcast(TSimd.Sum(sum) / channels);
        meanProduct = TSimd.Broadcast(TSimd.Sum(product) / channels);
    }
}
