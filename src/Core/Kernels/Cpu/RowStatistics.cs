using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Mean and deviation of a row, for layer norm.</summary>
internal static partial class RowStatistics
{
    /// <summary>
    /// Computes the mean and 1 / sqrt(variance + epsilon), each in all lanes. The variance is the mean of (x - mean)^2, taken in a
    /// second pass: the difference of two large sums would lose its digits. The mean is the first number plus the mean of what the others differ from it, so that the mean of equal
    /// numbers is that number, and that of nearly equal ones keeps its digits (Chan, Golub and LeVeque 1983, Algorithms for computing the sample variance, section 3).
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
        float share = 1f / channels;
        TVector sum = TSimd.Zero, first = TSimd.Broadcast(row);
        int channel = 0;
        for (; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            sum = TSimd.Add(sum, TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref row, channel)), first));
        }

        if (channel < channels)
        {
            int lanes = channels - channel;
            sum = TSimd.Add(sum, TSimd.MaskFirst(TSimd.Subtract(TSimd.LoadPartial(ref Unsafe.Add(ref row, channel), lanes), first), lanes));
        }

        mean = TSimd.Add(first, TSimd.Broadcast(TSimd.Sum(sum) * share));
        TVector squares = TSimd.Zero;
        for (channel = 0; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref row, channel)), mean);
            squares = TSimd.MultiplyAdd(centred, centred, squares);
        }

        if (channel < channels)
        {
            int lanes = channels - channel;
            TVector centred = TSimd.MaskFirst(TSimd.Subtract(TSimd.LoadPartial(ref Unsafe.Add(ref row, channel), lanes), mean), lanes);
            squares = TSimd.MultiplyAdd(centred, centred, squares);
        }

        inverseDeviation = TSimd.Broadcast(1f / MathF.Sqrt((TSimd.Sum(squares) * share) + epsilon));
    }

    /// <summary>
    /// For the tangent of the normalised row n = (x - mean) / deviation along x': the means that
    /// n' = (x' - mean(x') - n mean(n x')) / deviation needs, each in all lanes.
    /// </summary>
    /// <param name="row">The row x.</param>
    /// <param name="tangent">Its tangent x'.</param>
    /// <param name="channels">Their length; at least 1.</param>
    /// <param name="mean">The mean of x.</param>
    /// <param name="inverseDeviation">1 / sqrt(variance + epsilon).</param>
    /// <param name="meanTangent">mean(x').</param>
    /// <param name="meanProduct">mean(n x').</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ComputeTangent<TSimd, TVector>(
        ref float row, ref float tangent, int channels, TVector mean, TVector inverseDeviation, out TVector meanTangent, out TVector meanProduct)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = TSimd.Zero, product = TSimd.Zero;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            TVector centred = TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref row, channel), lanes), mean);
            TVector number = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref tangent, channel), lanes);
            sum = TSimd.Add(sum, number);
            product = TSimd.MultiplyAdd(number, TSimd.Multiply(centred, inverseDeviation), product);
        }

        meanTangent = TSimd.Broadcast(TSimd.Sum(sum) / channels);
        meanProduct = TSimd.Broadcast(TSimd.Sum(product) / channels);
    }
}
