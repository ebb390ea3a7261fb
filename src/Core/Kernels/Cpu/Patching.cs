using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Patches of rows, which may overlap, and the sums of what became of each number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Patching
{
    /// <summary>output[row, p, i] = input[row, stride p + i].</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, columns].</param>
    /// <param name="output">[rows, patches, length].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="patches">Patches of a row.</param>
    /// <param name="length">Numbers of a patch.</param>
    /// <param name="stride">Numbers from patch to patch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cut<TSimd, TVector>(ref float input, ref float output, int rows, int columns, int patches, int length, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int patch = 0; patch < patches; patch++)
            {
                ref float source = ref Unsafe.Add(ref input, (row * columns) + (patch * stride));
                MemoryMarshal.CreateSpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, ((row * patches) + patch) * length), length));
            }
        }
    }

    /// <summary>output[row, n] = the sum of input[row, p, i] with stride p + i = n.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, patches, length].</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="patches">Patches of a row.</param>
    /// <param name="length">Numbers of a patch.</param>
    /// <param name="stride">Numbers from patch to patch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TSimd, TVector>(ref float input, ref float output, int rows, int columns, int patches, int length, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float sums = ref Unsafe.Add(ref output, row * columns);
            MemoryMarshal.CreateSpan(ref sums, columns).Clear();
            for (int patch = 0; patch < patches; patch++)
            {
                ref float source = ref Unsafe.Add(ref input, ((row * patches) + patch) * length);
                ref float target = ref Unsafe.Add(ref sums, patch * stride);
                for (int at = 0; at < length; at += TSimd.Width)
                {
                    int lanes = length - at;
                    ref float sum = ref Unsafe.Add(ref target, at);
                    TVector total = TSimd.Add(Lanes.Load<TSimd, TVector>(ref sum, lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref source, at), lanes));
                    Lanes.Store<TSimd, TVector>(ref sum, total, lanes);
                }
            }
        }
    }
}
