using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Factors of rows or columns that belong to the sample, and what they get as gradients: sums of products along rows or columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowScaling
{
    /// <summary>output[row, n] = input[row, n] scale[row] + shift[row].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TShift">Whether there is a shift.</typeparam>
    /// <param name="input">[rows, columns].</param>
    /// <param name="scale">[rows].</param>
    /// <param name="shift">[rows].</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TShift>(ref float input, ref float scale, ref float shift, ref float output, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TShift : struct, IOption
    {
        for (int row = 0; row < rows; row++)
        {
            TVector factor = TSimd.Broadcast(Unsafe.Add(ref scale, row));
            TVector term = TShift.IsPresent ? TSimd.Broadcast(Unsafe.Add(ref shift, row)) : TSimd.Zero;
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                int at = (row * columns) + column;
                TVector value = TSimd.Load(ref Unsafe.Add(ref input, at));
                value = TShift.IsPresent ? TSimd.MultiplyAdd(value, factor, term) : TSimd.Multiply(value, factor);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), value, columns - column);
            }
        }
    }

    /// <summary>output[row, n] = input[row, n] scale[n] + shift[n], where scale and shift are those of the sample.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TShift">Whether there is a shift.</typeparam>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="scale">[samples, columns].</param>
    /// <param name="shift">[samples, columns].</param>
    /// <param name="output">[samples, rows, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyToColumns<TSimd, TVector, TShift>(
        ref float input, ref float scale, ref float shift, ref float output, int samples, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TShift : struct, IOption
    {
        for (int sample = 0; sample < samples; sample++)
        {
            int start = sample * rows * columns, own = sample * columns;
            ref float terms = ref TShift.IsPresent ? ref Unsafe.Add(ref shift, own) : ref shift;
            Scale.Apply<TSimd, TVector, TShift, Absent>(
                ref Unsafe.Add(ref input, start), ref Unsafe.Add(ref scale, own), ref terms, ref Unsafe.NullRef<float>(), ref Unsafe.Add(ref output, start), rows, columns);
        }
    }

    /// <summary>output[row] = scale times the sum over n of left[row, n] right[row, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="left">[rows, columns].</param>
    /// <param name="right">[rows, columns].</param>
    /// <param name="output">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / columns for a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot<TSimd, TVector>(ref float left, ref float right, ref float output, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
            ref float a = ref Unsafe.Add(ref left, row * columns);
            ref float b = ref Unsafe.Add(ref right, row * columns);
            int column = 0;
            for (; column <= columns - (2 * TSimd.Width); column += 2 * TSimd.Width)
            {
                sum0 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref a, column)), TSimd.Load(ref Unsafe.Add(ref b, column)), sum0);
                int next = column + TSimd.Width;
                sum1 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref a, next)), TSimd.Load(ref Unsafe.Add(ref b, next)), sum1);
            }

            for (; column < columns; column += TSimd.Width)
            {
                int lanes = columns - column;
                TVector last = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref a, column), lanes);
                sum0 = TSimd.MultiplyAdd(last, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref b, column), lanes), sum0);
            }

            Unsafe.Add(ref output, row) = TSimd.Sum(TSimd.Add(sum0, sum1)) * scale;
        }
    }
    /// <summary>output[n] = scale times the sum over the rows of a sample of left[row, n] right[row, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="left">[samples, rows, columns].</param>
    /// <param name="right">[samples, rows, columns].</param>
    /// <param name="output">[samples, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / rows for a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotOfColumns<TSimd, TVector>(ref float left, ref float right, ref float output, int samples, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector sum = TSimd.Zero;
                for (int first = 0; first < rows; first += BlockTerms.Cpu)
                {
                    int at = (((sample * rows) + first) * columns) + column;
                    sum = TSimd.Add(
                        sum, RowProducts.Sum<TSimd, TVector>(ref Unsafe.Add(ref left, at), ref Unsafe.Add(ref right, at), Math.Min(rows - first, BlockTerms.Cpu), columns));
                }

                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, (sample * columns) + column), TSimd.Multiply(sum, TSimd.Broadcast(scale)), columns - column);
            }
        }
    }
}
