using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Sums of matrices along one of their dimensions. Those that add to a gradient run over the samples too. Every sum is one of blocks (<see cref="BlockTerms"/>) and grows in
/// registers; where there are vectors enough, a few grow beside each other, since an addition takes a few cycles and a core begins one or two in each.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    /// <summary>sums[n] += sum over the rows of values[row, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="values">[rows, columns], rows being a stride apart.</param>
    /// <param name="sums">[columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stride">Floats from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOverRows<TSimd, TVector>(ref float values, ref float sums, int rows, int columns, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int first = 0; first < rows; first += BlockTerms.Cpu)
        {
            int count = Math.Min(rows - first, BlockTerms.Cpu);
            int column = 0;
            for (; column <= columns - (4 * TSimd.Width); column += 4 * TSimd.Width)
            {
                AddStrip<TSimd, TVector>(ref Unsafe.Add(ref values, column), ref Unsafe.Add(ref sums, column), count, stride);
            }

            for (; column < columns; column += TSimd.Width)
            {
                AddVector<TSimd, TVector>(ref Unsafe.Add(ref values, column), ref Unsafe.Add(ref sums, column), count, stride, columns - column);
            }

            values = ref Unsafe.Add(ref values, count * stride);
        }
    }

    /// <summary>sums[m] += sum over the samples and n of values[sample, m, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="values">[samples, rows, columns], samples and rows being strides apart.</param>
    /// <param name="sums">[rows].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="size">Floats from sample to sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOverColumns<TSimd, TVector>(ref float values, ref float sums, int samples, int rows, int columns, int stride, int size)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            TVector total = TSimd.Zero;
            for (int sample = 0; sample < samples; sample++)
            {
                ref float value = ref Unsafe.Add(ref values, (sample * size) + (row * stride));
                for (int first = 0; first < columns; first += BlockTerms.Cpu * TSimd.Width)
                {
                    int last = Math.Min(first + (BlockTerms.Cpu * TSimd.Width), columns);
                    TVector sum = TSimd.Zero;
                    for (int column = first; column < last; column += TSimd.Width)
                    {
                        sum = TSimd.Add(sum, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref value, column), columns - column));
                    }

                    total = TSimd.Add(total, sum);
                }
            }

            Unsafe.Add(ref sums, row) += TSimd.Sum(total);
        }
    }

    /// <summary>output[sample, n] = scale times the sum over the rows of a sample of input[sample, row, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="output">[samples, columns].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / rows for a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows<TSimd, TVector>(ref float input, ref float output, int samples, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                ref float value = ref Unsafe.Add(ref input, (sample * rows * columns) + column);
                TVector sum = TSimd.Zero;
                for (int first = 0; first < rows; first += BlockTerms.Cpu)
                {
                    int last = Math.Min(first + BlockTerms.Cpu, rows);
                    TVector part = TSimd.Zero;
                    for (int row = first; row < last; row++)
                    {
                        part = TSimd.Add(part, TSimd.Load(ref value));
                        value = ref Unsafe.Add(ref value, columns);
                    }

                    sum = TSimd.Add(sum, part);
                }

                ref float target = ref Unsafe.Add(ref output, (sample * columns) + column);
                Lanes.Store<TSimd, TVector>(ref target, TSimd.Multiply(sum, TSimd.Broadcast(scale)), columns - column);
            }
        }
    }

    /// <summary>output[row] = scale times the sum over n of input[row, n].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, columns].</param>
    /// <param name="output">[rows].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">What each sum is multiplied by: 1 / columns for a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TSimd, TVector>(ref float input, ref float output, int rows, int columns, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
            ref float value = ref Unsafe.Add(ref input, row * columns);
            int column = 0;
            for (; column <= columns - (2 * TSimd.Width); column += 2 * TSimd.Width)
            {
                sum0 = TSimd.Add(sum0, TSimd.Load(ref Unsafe.Add(ref value, column)));
                sum1 = TSimd.Add(sum1, TSimd.Load(ref Unsafe.Add(ref value, column + TSimd.Width)));
            }

            for (; column < columns; column += TSimd.Width)
            {
                sum0 = TSimd.Add(sum0, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref value, column), columns - column));
            }

            Unsafe.Add(ref output, row) = TSimd.Sum(TSimd.Add(sum0, sum1)) * scale;
        }
    }

    /// <summary>Four vectors of columns, each a chain of additions from zero: four of them hide the latency of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddStrip<TSimd, TVector>(ref float value, ref float target, int count, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;
        for (int row = 0; row < count; row++)
        {
            sum0 = TSimd.Add(sum0, TSimd.Load(ref value));
            sum1 = TSimd.Add(sum1, TSimd.Load(ref Unsafe.Add(ref value, TSimd.Width)));
            sum2 = TSimd.Add(sum2, TSimd.Load(ref Unsafe.Add(ref value, 2 * TSimd.Width)));
            sum3 = TSimd.Add(sum3, TSimd.Load(ref Unsafe.Add(ref value, 3 * TSimd.Width)));
            value = ref Unsafe.Add(ref value, stride);
        }

        AddTo<TSimd, TVector>(ref target, sum0);
        AddTo<TSimd, TVector>(ref Unsafe.Add(ref target, TSimd.Width), sum1);
        AddTo<TSimd, TVector>(ref Unsafe.Add(ref target, 2 * TSimd.Width), sum2);
        AddTo<TSimd, TVector>(ref Unsafe.Add(ref target, 3 * TSimd.Width), sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TSimd, TVector>(ref float target, TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Store(ref target, TSimd.Add(TSimd.Load(ref target), sum));

    /// <summary>One vector of columns, every fourth row a chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddVector<TSimd, TVector>(ref float value, ref float target, int count, int stride, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;
        int row = 0;
        for (; row <= count - 4; row += 4)
        {
            sum0 = TSimd.Add(sum0, TSimd.Load(ref value));
            sum1 = TSimd.Add(sum1, TSimd.Load(ref Unsafe.Add(ref value, stride)));
            sum2 = TSimd.Add(sum2, TSimd.Load(ref Unsafe.Add(ref value, 2 * stride)));
            sum3 = TSimd.Add(sum3, TSimd.Load(ref Unsafe.Add(ref value, 3 * stride)));
            value = ref Unsafe.Add(ref value, 4 * stride);
        }

        for (; row < count; row++)
        {
            sum0 = TSimd.Add(sum0, TSimd.Load(ref value));
            value = ref Unsafe.Add(ref value, stride);
        }

        TVector sum = TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3));
        Lanes.Store<TSimd, TVector>(ref target, TSimd.Add(Lanes.Load<TSimd, TVector>(ref target, lanes), sum), lanes);
    }
}
