using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Vectors of a table in place of numbers that count its rows, and their gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lookup
{
    /// <summary>output[row, c] = table[offsets[c] + columns[row, c]].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="offsets">[count]; where the rows of each column begin in the table.</param>
    /// <param name="columns">[rows, count]; whole numbers.</param>
    /// <param name="table">[entries, features].</param>
    /// <param name="output">[rows, count, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="count">Columns.</param>
    /// <param name="features">Numbers of a vector.</param>
    /// <param name="entries">Rows of the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take<TSimd, TVector>(ref int offsets, ref float columns, ref float table, ref float output, int rows, int count, int features, int entries)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < count; column++)
            {
                int place = (row * count) + column;
                ref float source = ref Unsafe.Add(ref table, Entry(Unsafe.Add(ref offsets, column), Unsafe.Add(ref columns, place), entries) * (nint)features);
                ref float target = ref Unsafe.Add(ref output, place * (nint)features);
                for (int i = 0; i < features; i += TSimd.Width)
                {
                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref target, i), TSimd.Load(ref Unsafe.Add(ref source, i)), features - i);
                }
            }
        }
    }

    /// <summary>gradient[offsets[c] + columns[row, c]] += outputGradient[row, c], row after row.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="offsets">[count], as <see cref="Take"/> has them.</param>
    /// <param name="columns">[rows, count]; whole numbers.</param>
    /// <param name="outputGradient">[rows, count, features].</param>
    /// <param name="gradient">[entries, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="count">Columns.</param>
    /// <param name="features">Numbers of a vector.</param>
    /// <param name="entries">Rows of the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<TSimd, TVector>(
        ref int offsets, ref float columns, ref float outputGradient, ref float gradient, int rows, int count, int features, int entries)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < count; column++)
            {
                int place = (row * count) + column;
                ref float source = ref Unsafe.Add(ref outputGradient, place * (nint)features);
                ref float target = ref Unsafe.Add(ref gradient, Entry(Unsafe.Add(ref offsets, column), Unsafe.Add(ref columns, place), entries) * (nint)features);
                for (int i = 0; i < features; i += TSimd.Width)
                {
                    int lanes = features - i;
                    ref float sum = ref Unsafe.Add(ref target, i);
                    TVector total = TSimd.Add(Lanes.Load<TSimd, TVector>(ref sum, lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref source, i), lanes));
                    Lanes.Store<TSimd, TVector>(ref sum, total, lanes);
                }
            }
        }
    }

    /// <summary>
    /// The row of the table. The engine has asked for whole numbers in range; but the input is the caller's memory, and what another thread writes there meanwhile must not
    /// lead out of the table.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Entry(int offset, float value, int entries) => Math.Clamp(offset + (int)value, 0, entries - 1);
}
