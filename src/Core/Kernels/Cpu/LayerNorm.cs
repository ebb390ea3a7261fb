using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Layer norm (Ba et al. 2016, arXiv 1607.06450), its derivative and the tangents of both. A row is read two or three times while it is in the first-level cache, and nothing
/// is kept of it: mean and deviation are computed again wherever they are needed. Four rows at a time, since one alone would wait for its sums, its root and its quotient.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LayerNorm
{
    /// <summary>output = n weight + bias with the normalised row n = (input - mean) / sqrt(variance + epsilon).</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TSimd, TVector, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int rows, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        for (int row = 0; row < rows; row += 4)
        {
            int start = row * channels;
            ForwardOfFour<TSimd, TVector, TBias>(ref Unsafe.Add(ref input, start), ref weight, ref bias, ref Unsafe.Add(ref output, start), rows - row, channels, epsilon);
        }
    }

    /// <summary>The same for at most four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardOfFour<TSimd, TVector, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int rows, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        var offsets = new RowOffsets(rows, channels);
        RowStatistics.Compute(ref input, offsets, channels, epsilon, out FourRows<TSimd, TVector> mean, out FourRows<TSimd, TVector> inverseDeviation);
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            FourRows<TSimd, TVector> normalised = (FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref input, channel), offsets) - mean) * inverseDeviation;
            Output<TSimd, TVector, TBias>(normalised, ref Unsafe.Add(ref weight, channel), ref Unsafe.Add(ref bias, channel))
                .Store(ref Unsafe.Add(ref output, channel), offsets, channels - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourRows<TSimd, TVector> Output<TSimd, TVector, TBias>(FourRows<TSimd, TVector> normalised, ref float weight, ref float bias)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption =>
        TBias.IsPresent
            ? FourRows<TSimd, TVector>.MultiplyAdd(normalised, TSimd.Load(ref weight), TSimd.Load(ref bias))
            : normalised * TSimd.Load(ref weight);

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="share">The worker's part in it: rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TSimd, TVector, TBias>(
        ref float input, ref float weight, ref float bias, ref float output, int rows, int channels, float epsilon, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        while (share.Take(rows, out int first, out int last))
        {
            Forward<TSimd, TVector, TBias>(
                ref Unsafe.Add(ref input, first * channels), ref weight, ref bias, ref Unsafe.Add(ref output, first * channels), last - first, channels, epsilon);
        }
    }

    /// <summary>output = n' weight + n weightTangent + biasTangent with n' = (tangent - mean(tangent) - n mean(n tangent)) / deviation.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">Primal input, [rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="tangent">Tangent of the input, [rows, channels].</param>
    /// <param name="weightTangent">[channels].</param>
    /// <param name="biasTangent">[channels].</param>
    /// <param name="output">Tangent of the output, [rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardTangent<TSimd, TVector, TBias>(
        ref float input, ref float weight, ref float tangent, ref float weightTangent, ref float biasTangent, ref float output, int rows, int channels, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        for (int row = 0; row < rows; row++)
        {
            ref float x = ref Unsafe.Add(ref input, row * channels);
            ref float dx = ref Unsafe.Add(ref tangent, row * channels);
            RowStatistics.Compute<TSimd, TVector>(ref x, channels, epsilon, out TVector mean, out TVector inverseDeviation);
            RowStatistics.ComputeTangent<TSimd, TVector>(ref x, ref dx, channels, mean, inverseDeviation, out TVector meanTangent, out TVector meanProduct);
            for (int channel = 0; channel < channels; channel += TSimd.Width)
            {
                TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                TVector normalisedTangent = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dx, channel)), meanTangent);
                normalisedTangent = TSimd.Multiply(inverseDeviation, TSimd.NegateMultiplyAdd(normalised, meanProduct, normalisedTangent));
                TVector result = TSimd.Multiply(normalised, TSimd.Load(ref Unsafe.Add(ref weightTangent, channel)));
                result = TSimd.MultiplyAdd(normalisedTangent, TSimd.Load(ref Unsafe.Add(ref weight, channel)), result);
                if (TBias.IsPresent)
                {
                    result = TSimd.Add(result, TSimd.Load(ref Unsafe.Add(ref biasTangent, channel)));
                }

                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, (row * channels) + channel), result, channels - channel);
            }
        }
    }
}
