using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

internal static partial class RowStatistics
{
    /// <summary>Mean and 1 / sqrt(variance + epsilon) of four rows, in the same way.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="offsets">Where the others begin.</param>
    /// <param name="channels">Their length; at least 1.</param>
    /// <param name="epsilon">Added to the variances.</param>
    /// <param name="mean">The means.</param>
    /// <param name="inverseDeviation">1 / sqrt(variance + epsilon).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TSimd, TVector>(
        ref float rows, RowOffsets offsets, int channels, float epsilon, out FourRows<TSimd, TVector> mean, out FourRows<TSimd, TVector> inverseDeviation)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float share = 1f / channels;
        var first = FourRows<TSimd, TVector>.Broadcast(ref rows, offsets);
        FourRows<TSimd, TVector> sum = FourRows<TSimd, TVector>.Zero;
        int channel = 0;
        for (; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            sum += FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref rows, channel), offsets) - first;
        }

        int lanes = channels - channel;
        if (lanes > 0)
        {
            sum += (FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref rows, channel), offsets, lanes) - first).First(lanes);
        }

        mean = first + FourRows<TSimd, TVector>.Broadcast(share * sum.Sums());
        FourRows<TSimd, TVector> squares = FourRows<TSimd, TVector>.Zero;
        for (channel = 0; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            FourRows<TSimd, TVector> centred = FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref rows, channel), offsets) - mean;
            squares = FourRows<TSimd, TVector>.MultiplyAdd(centred, centred, squares);
        }

        if (lanes > 0)
        {
            FourRows<TSimd, TVector> centred = (FourRows<TSimd, TVector>.Load(ref Unsafe.Add(ref rows, channel), offsets, lanes) - mean).First(lanes);
            squares = FourRows<TSimd, TVector>.MultiplyAdd(centred, centred, squares);
        }

        Vector128<float> variances = share * squares.Sums();
        inverseDeviation = FourRows<TSimd, TVector>.Broadcast(Vector128<float>.One / Vector128.Sqrt(variances + Vector128.Create(epsilon)));
    }
}
