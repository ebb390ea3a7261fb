using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Kernels.Cpu;

/// <summary>Moves numbers to other places, and adds to them what passes by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rearrangement
{
    /// <summary>Side of the squares in which a transposition goes through memory: a cache line of floats.</summary>
    private const int Square = 16;

    /// <summary>
    /// output[sample, c, r] = input[sample, r, c] + residual[sample, c, r], in squares, so that the rows that are read and those that are written stay in the first-level
    /// cache.
    /// </summary>
    /// <typeparam name="TResidual">Whether there is a residual.</typeparam>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="residual">[samples, columns, rows].</param>
    /// <param name="output">[samples, columns, rows].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="columns">Columns of the input.</param>
    public static void Transpose<TResidual>(ref float input, ref float residual, ref float output, int samples, int rows, int columns)
        where TResidual : struct, IOption
    {
        for (int sample = 0; sample < samples; sample++)
        {
            int start = sample * rows * columns;
            for (int top = 0; top < rows; top += Square)
            {
                for (int left = 0; left < columns; left += Square)
                {
                    int bottom = Math.Min(top + Square, rows), right = Math.Min(left + Square, columns);
                    for (int column = left; column < right; column++)
                    {
                        int to = start + (column * rows);
                        for (int row = top; row < bottom; row++)
                        {
                            float value = Unsafe.Add(ref input, start + (row * columns) + column);
                            Unsafe.Add(ref output, to + row) = TResidual.IsPresent ? Unsafe.Add(ref residual, to + row) + value : value;
                        }
                    }
                }
            }
        }
    }

    /// <summary>output[sample, i] = input[sample, table[i]] + residual[sample, i].</summary>
    /// <typeparam name="TResidual">Whether there is a residual.</typeparam>
    /// <param name="table">[size]; which number comes to each place.</param>
    /// <param name="input">[samples, size].</param>
    /// <param name="residual">[samples, size].</param>
    /// <param name="output">[samples, size].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="size">Numbers of a sample.</param>
    public static void Gather<TResidual>(ref int table, ref float input, ref float residual, ref float output, int samples, int size)
        where TResidual : struct, IOption
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float source = ref Unsafe.Add(ref input, sample * size);
            ref float target = ref Unsafe.Add(ref output, sample * size);
            ref float passing = ref TResidual.IsPresent ? ref Unsafe.Add(ref residual, sample * size) : ref residual;
            int i = 0;
            for (; i <= size - 4; i += 4)
            {
                Pick<TResidual>(ref table, ref source, ref passing, ref target, i);
                Pick<TResidual>(ref table, ref source, ref passing, ref target, i + 1);
                Pick<TResidual>(ref table, ref source, ref passing, ref target, i + 2);
                Pick<TResidual>(ref table, ref source, ref passing, ref target, i + 3);
            }

            for (; i < size; i++)
            {
                Pick<TResidual>(ref table, ref source, ref passing, ref target, i);
            }
        }
    }

    /// <summary>
    /// Moves each element of a row to its place in the output's row. A place beyond the end of the input counts as zero, which pads; one beyond the end of the output is left
    /// out, which cuts off.
    /// </summary>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="bias">As long as the map reaches in it.</param>
    /// <param name="output">[rows, outputs].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="inputs">Numbers of an input's row.</param>
    /// <param name="outputs">Numbers of an output's row.</param>
    /// <param name="map">Where the elements go.</param>
    public static void Move<TBias>(ref float input, ref float bias, ref float output, int rows, int inputs, int outputs, IndexMap map)
        where TBias : struct, IOption
    {
        (IndexDimension slowest, IndexDimension second, IndexDimension third, IndexDimension fourth) = (map.A, map.B, map.C, map.D);
        for (int row = 0; row < rows; row++)
        {
            ref float source = ref Unsafe.Add(ref input, row * inputs);
            ref float target = ref Unsafe.Add(ref output, row * outputs);
            for (int a = 0; a < slowest.Extent; a++)
            {
                for (int b = 0; b < second.Extent; b++)
                {
                    for (int c = 0; c < third.Extent; c++)
                    {
                        for (int d = 0; d < fourth.Extent; d++)
                        {
                            int from = (a * slowest.Input) + (b * second.Input) + (c * third.Input) + (d * fourth.Input);
                            int to = (a * slowest.Output) + (b * second.Output) + (c * third.Output) + (d * fourth.Output);
                            int term = (a * slowest.Bias) + (b * second.Bias) + (c * third.Bias) + (d * fourth.Bias);
                            MoveDigit<TBias>(ref source, ref bias, ref target, from, term, to, inputs, outputs, map.E);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pick<TResidual>(ref int table, ref float source, ref float passing, ref float target, int at)
        where TResidual : struct, IOption
    {
        float value = Unsafe.Add(ref source, (nint)(uint)Unsafe.Add(ref table, at));
        Unsafe.Add(ref target, at) = TResidual.IsPresent ? Unsafe.Add(ref passing, at) + value : value;
    }

    /// <summary>The loop of the fastest digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveDigit<TBias>(
        ref float source, ref float bias, ref float target, int from, int term, int to, int inputs, int outputs, IndexDimension digit)
        where TBias : struct, IOption
    {
        for (int i = 0; i < digit.Extent && to < outputs; i++)
        {
            float value = from < inputs ? Unsafe.Add(ref source, from) : 0f;
            Unsafe.Add(ref target, to) = TBias.IsPresent ? value + Unsafe.Add(ref bias, term) : value;
            (from, term, to) = (from + digit.Input, term + digit.Bias, to + digit.Output);
        }
    }
}
