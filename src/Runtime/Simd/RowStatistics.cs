using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>Mean and deviation of a row, for layer norm.</summary>
public static class RowStatistics
{
    /// <summary>
    /// Computes the mean and 1 / sqrt(variance + epsilon), each in all lanes. The variance is the mean of (x - mean)^2, taken in a
    /// second pass: the difference of two large sums would lose its digits.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="channels">Its length; at least 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="inverseDeviation">1 / sqrt(variance + epsilon).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TSimd, TVector>(ref float row, int channels, float epsilon, out TVector mean, out TVector inverseDeviation)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = TSimd.Zero;
        int channel = 0;
        for (; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            sum = TSimd.Add(sum, TSimd.Load(ref Unsafe.Add(ref row, channel)));
        }

        if (channel < channels)
        {
            sum = TSimd.Add(sum, TSimd.LoadPartial(ref Unsafe.Add(ref row, channel), channels - channel));
        }

        mean = TSimd.Broadcast(TSimd.Sum(sum) / channels);
        TVector squares = TSimd.Zero;
        for (channel = 0; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref row, channel)), mean);
            squares = TSimd.MultiplyAdd(centred, centred, squares);
        }

        if (channel < channels)
        {
            int lanes = channels - channel;
            TVector centred = TSimd.KeepFirst(TSimd.Subtract(TSimd.LoadPartial(ref Unsafe.Add(ref row, channel), lanes), mean), lanes);
            squares = TSimd.MultiplyAdd(centred, centred, squares);
        }

        inverseDeviation = TSimd.Broadcast(1f / MathF.Sqrt((TSimd.Sum(squares) / channels) + epsilon));
    }
}
