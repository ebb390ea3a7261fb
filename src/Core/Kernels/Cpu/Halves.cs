using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Rows in two halves, and the way back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Halves
{
    /// <summary>first = the first half of each row, second = the second one.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, 2 half].</param>
    /// <param name="first">[rows, half].</param>
    /// <param name="second">[rows, half].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="half">Numbers of half a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<TSimd, TVector>(ref float input, ref float first, ref float second, int rows, int half)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float whole = ref Unsafe.Add(ref input, 2 * row * half);
            Copy<TSimd, TVector>(ref whole, ref Unsafe.Add(ref first, row * half), half);
            Copy<TSimd, TVector>(ref Unsafe.Add(ref whole, half), ref Unsafe.Add(ref second, row * half), half);
        }
    }

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, 2 half].</param>
    /// <param name="first">[rows, half].</param>
    /// <param name="second">[rows, half].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="half">Numbers of half a row.</param>
    /// <param name="share">The worker's part in it: rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<TSimd, TVector>(ref float input, ref float first, ref float second, int rows, int half, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        while (share.Take(rows, out int from, out int to))
        {
            Split<TSimd, TVector>(
                ref Unsafe.Add(ref input, 2 * from * half), ref Unsafe.Add(ref first, from * half), ref Unsafe.Add(ref second, from * half), to - from, half);
        }
    }

    /// <summary>Each row of the output is one of the first and one of the second behind one another.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="first">[rows, half].</param>
    /// <param name="second">[rows, half].</param>
    /// <param name="output">[rows, 2 half].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="half">Numbers of half a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join<TSimd, TVector>(ref float first, ref float second, ref float output, int rows, int half)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float whole = ref Unsafe.Add(ref output, 2 * row * half);
            Copy<TSimd, TVector>(ref Unsafe.Add(ref first, row * half), ref whole, half);
            Copy<TSimd, TVector>(ref Unsafe.Add(ref second, row * half), ref Unsafe.Add(ref whole, half), half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TSimd, TVector>(ref float source, ref float target, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int i = 0; i < count; i += TSimd.Width)
        {
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref target, i), TSimd.Load(ref Unsafe.Add(ref source, i)), count - i);
        }
    }
}
