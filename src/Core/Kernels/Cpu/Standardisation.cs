using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Rows without their mean and deviation, which are handed on beside them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Standardisation
{
    /// <summary>normalised = (input - mean) / deviation with deviation = sqrt(variance + epsilon), row by row.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, columns].</param>
    /// <param name="normalised">[rows, columns].</param>
    /// <param name="means">[rows].</param>
    /// <param name="deviations">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TSimd, TVector>(ref float input, ref float normalised, ref float means, ref float deviations, int rows, int columns, float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float from = ref Unsafe.Add(ref input, row * columns);
            ref float to = ref Unsafe.Add(ref normalised, row * columns);
            RowStatistics.Compute<TSimd, TVector>(ref from, columns, epsilon, out TVector mean, out TVector inverse);
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref from, column)), mean);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, column), TSimd.Multiply(centred, inverse), columns - column);
            }

            // All lanes hold the same number.
            TSimd.StorePartial(ref Unsafe.Add(ref means, row), mean, 1);
            TSimd.StorePartial(ref Unsafe.Add(ref deviations, row), TSimd.Divide(TSimd.Broadcast(1f), inverse), 1);
        }
    }
}
