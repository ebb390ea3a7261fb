using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>The same numbers again and again along one dimension: the derivatives of the sums of <see cref="Reduction"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Broadcast
{
    /// <summary>output[sample, row, n] = scale input[sample, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, columns].</param>
    /// <param name="output">[samples, rows, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each number is multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows<TSimd, TVector>(ref float input, ref float output, int samples, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector share = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref input, (sample * columns) + column)), TSimd.Broadcast(scale));
                ref float target = ref Unsafe.Add(ref output, (sample * rows * columns) + column);
                for (int row = 0; row < rows; row++)
                {
                    Lanes.Store<TSimd, TVector>(ref target, share, columns - column);
                    target = ref Unsafe.Add(ref target, columns);
                }
            }
        }
    }

    /// <summary>output[row, n] = scale input[row].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows].</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each number is multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TSimd, TVector>(ref float input, ref float output, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            TVector value = TSimd.Broadcast(Unsafe.Add(ref input, row) * scale);
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, (row * columns) + column), value, columns - column);
            }
        }
    }
}
