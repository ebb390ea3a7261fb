using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Moves numbers to other places, and adds to them what passes by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Rearrangement
{
    /// <summary>Side of the squares that are turned before something is added to them: a cache line of floats.</summary>
    private const int Side = 16;

    /// <summary>
    /// output[sample, c, r] = input[sample, r, c] + residual[sample, c, r]. The residual may lie where the output does.
    /// </summary>
    /// <typeparam name="TResidual">Whether there is a residual.</typeparam>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="residual">[samples, columns, rows].</param>
    /// <param name="output">[samples, columns, rows].</param>
    /// <param name="samples">Samples.</param>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="columns">Columns of the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<TResidual>(ref float input, ref float residual, ref float output, int samples, int rows, int columns)
        where TResidual : struct, IOption
    {
        Unsafe.SkipInit(out Square square);
        ref float turned = ref square[0];
        for (int sample = 0; sample < samples; sample++)
        {
            int start = sample * rows * columns;
            if (!TResidual.IsPresent)
            {
                Transposition.Run(ref Unsafe.Add(ref input, start), columns, rows, columns, ref Unsafe.Add(ref output, start), rows);
                continue;
            }

            for (int top = 0; top < rows; top += Side)
            {
                int height = Math.Min(Side, rows - top);
                for (int left = 0; left < columns; left += Side)
                {
                    int width = Math.Min(Side, columns - left);
                    Transposition.Run(ref Unsafe.Add(ref input, start + (top * columns) + left), columns, height, width, ref turned, Side);
                    for (int column = 0; column < width; column++)
                    {
                        int at = start + ((left + column) * rows) + top;
                        Add(ref Unsafe.Add(ref turned, column * Side), ref Unsafe.Add(ref residual, at), ref Unsafe.Add(ref output, at), height);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<TResidual>(ref int table, ref float input, ref float residual, ref float output, int samples, int size)
        where TResidual : struct, IOption
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float source = ref Unsafe.Add(ref input, sample * size);
            ref float target = ref Unsafe.Add(ref output, sample * size);
            ref float passing = ref TResidual.IsPresent ? ref Unsafe.Add(ref residual, sample * size) : ref residual;
            int i = 0;
            for (; i <= size - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                ref int places = ref Unsafe.Add(ref table, i);
                Vector256<float> picked = Vector256.Create(Picked.Four(ref places, ref source), Picked.Four(ref Unsafe.Add(ref places, 4), ref source));
                (TResidual.IsPresent ? Vector256.LoadUnsafe(ref passing, (nuint)i) + picked : picked).StoreUnsafe(ref target, (nuint)i);
            }

            for (; i < size; i++)
            {
                float picked = Picked.One(ref Unsafe.Add(ref table, i), ref source);
                Unsafe.Add(ref target, i) = TResidual.IsPresent ? Unsafe.Add(ref passing, i) + picked : picked;
            }
        }
    }

    /// <summary>sum[i] = values[i] + addend[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float values, ref float addend, ref float sum, int count)
    {
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref values, (nuint)i) + Vector256.LoadUnsafe(ref addend, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            (Vector128.LoadUnsafe(ref values, (nuint)i) + Vector128.LoadUnsafe(ref addend, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref sum, i) = Unsafe.Add(ref values, i) + Unsafe.Add(ref addend, i);
        }
    }

    [InlineArray(Side * Side)]
    private struct Square
    {
        private float _first;
    }
}
