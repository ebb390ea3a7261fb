using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

public static partial class LayerNorm
{
    /// <summary>What <see cref="Backward"/> does, for at most four rows; the parameters' gradients are added to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardOfFour<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
        ref float outputGradient,
        ref float input,
        ref float weight,
        ref float bias,
        ref float residual,
        ref float inputGradient,
        ref float weightSums,
        ref float biasSums,
        ref float output,
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
        var offsets = new RowOffsets(rows, channels);
        RowStatistics.Compute(ref input, offsets, channels, epsilon, out FourRows<TSimd, TVector> mean, out FourRows<TSimd, TVector> inverseDeviation);
        FourRows<TSimd, TVector> sum = FourRows<TSimd, TVector>.Zero, product = sum;
        int channel = 0;
        for (; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            AddTerms<TSimd, TVector, TBias, TGradients>(
                ref Unsafe.Add(ref outputGradient, channel), ref Unsafe.Add(ref input, channel), ref Unsafe.Add(ref weight, channel), ref Unsafe.Add(ref weightSums, channel),
                ref Unsafe.Add(ref biasSums, channel), mean, inverseDeviation, ref sum, ref product, offsets, rows, TSimd.Width);
        }

        if (channel < channels)
        {
            AddTerms<TSimd, TVector, TBias, TGradients>(
                ref Unsafe.Add(ref outputGradient, channel), ref Unsafe.Add(ref input, channel), ref Unsafe.Add(ref weight, channel), ref Unsafe.Add(ref weightSums, channel),
                ref Unsafe.Add(ref biasSums, channel), mean, inverseDeviation, ref sum, ref product, offsets, rows, channels - channel);
        }

        float share = 1f / channels;
        var meanScaled = FourRows<TSimd, TVector>.Broadcast(share * sum.Sums());
        var meanProduct = FourRows<TSimd, TVector>.Broadcast(share * product.Sums());
        for (channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            FourRows<TSimd, TVector> normalised = (FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref input, channel), offsets) - mean) * inverseDeviation;
            FourRows<TSimd, TVector> scaled =
                FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref outputGradient, channel), offsets) * TSimd.Load(ref Unsafe.Add(ref weight, channel));
            FourRows<TSimd, TVector> gradient = FourRows<TSimd, TVector>.NegateMultiplyAdd(normalised, meanProduct, scaled - meanScaled) * inverseDeviation;
            if (TResidual.IsPresent)
            {
                gradient += FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref residual, channel), offsets);
            }

            if (TOutput.IsPresent)
            {
                Output<TSimd, TVector, TBias>(normalised, ref Unsafe.Add(ref weight, channel), ref Unsafe.Add(ref bias, channel))
                    .Store(ref Unsafe.Add(ref output, channel), offsets, lanes);
            }

            gradient.Store(ref Unsafe.Add(ref inputGradient, channel), offsets, lanes);
        }
    }

    /// <summary>A vector of each row to the sums of g and g n, and to those of the parameters' gradients. What lies beyond a row's end counts as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTerms<TSimd, TVector, TBias, TGradients>(
        ref float outputGradient,
        ref float input,
        ref float weight,
        ref float weightSums,
        ref float biasSums,
        FourRows<TSimd, TVector> mean,
        FourRows<TSimd, TVector> inverseDeviation,
        ref FourRows<TSimd, TVector> sum,
        ref FourRows<TSimd, TVector> product,
        RowOffsets offsets,
        int rows,
        int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
        where TGradients : struct, IOption
    {
        FourRows<TSimd, TVector> gradient = FourRows<TSimd, TVector>.Load(ref outputGradient, offsets, lanes);
        FourRows<TSimd, TVector> normalised = (FourRows<TSimd, TVector>.Load(ref input, offsets, lanes) - mean) * inverseDeviation;
        FourRows<TSimd, TVector> scaled = gradient * Lanes.Load<TSimd, TVector>(ref weight, lanes);
        sum += scaled;
        product = FourRows<TSimd, TVector>.MultiplyAdd(scaled, normalised, product);
        if (TGradients.IsPresent)
        {
            AddGradients<TSimd, TVector, TBias>(gradient, normalised, ref weightSums, ref biasSums, rows, lanes);
        }
    }

    /// <summary>The terms of the rows that there are, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGradients<TSimd, TVector, TBias>(
        FourRows<TSimd, TVector> gradient, FourRows<TSimd, TVector> normalised, ref float weightSums, ref float biasSums, int rows, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
    {
        TVector dw = TSimd.MultiplyAdd(gradient.A, normalised.A, TSimd.Load(ref weightSums));
        TVector db = TBias.IsPresent ? TSimd.Add(TSimd.Load(ref biasSums), gradient.A) : TSimd.Zero;
        if (rows > 1)
        {
            dw = TSimd.MultiplyAdd(gradient.B, normalised.B, dw);
            db = TSimd.Add(db, gradient.B);
        }

        if (rows > 2)
        {
            dw = TSimd.MultiplyAdd(gradient.C, normalised.C, dw);
            db = TSimd.Add(db, gradient.C);
        }

        if (rows > 3)
        {
            dw = TSimd.MultiplyAdd(gradient.D, normalised.D, dw);
            db = TSimd.Add(db, gradient.D);
        }

        Lanes.Store<TSimd, TVector>(ref weightSums, dw, lanes);
        if (TBias.IsPresent)
        {
            Lanes.Store<TSimd, TVector>(ref biasSums, db, lanes);
        }
    }
}
