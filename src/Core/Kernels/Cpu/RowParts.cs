using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Rows in two parts, halves or others, and the way back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowParts
{
    /// <summary>first = the first numbers of each row, second = the others.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, left + right].</param>
    /// <param name="first">[rows, left].</param>
    /// <param name="second">[rows, right].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="left">Numbers of a row of the first.</param>
    /// <param name="right">Numbers of a row of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<TSimd, TVector>(ref float input, ref float first, ref float second, int rows, int left, int right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float whole = ref Unsafe.Add(ref input, row * (left + right));
            Copy<TSimd, TVector>(ref whole, ref Unsafe.Add(ref first, row * left), left);
            Copy<TSimd, TVector>(ref Unsafe.Add(ref whole, left), ref Unsafe.Add(ref second, row * right), right);
        }
    }

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, left + right].</param>
    /// <param name="first">[rows, left].</param>
    /// <param name="second">[rows, right].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="left">Numbers of a row of the first.</param>
    /// <param name="right">Numbers of a row of the second.</param>
    /// <param name="share">The worker's part in it: rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<TSimd, TVector>(ref float input, ref float first, ref float second, int rows, int left, int right, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        while (share.Take(rows, out int from, out int to))
        {
            Split<TSimd, TVector>(
                ref Unsafe.Add(ref input, from * (left + right)), ref Unsafe.Add(ref first, from * left), ref Unsafe.Add(ref second, from * right), to - from, left, right);
        }
    }

    /// <summary>Each row of the output is one of the first and one of the second behind one another.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="first">[rows, left].</param>
    /// <param name="second">[rows, right].</param>
    /// <param name="output">[rows, left + right].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="left">Numbers of a row of the first.</param>
    /// <param name="right">Numbers of a row of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join<TSimd, TVector>(ref float first, ref float second, ref float output, int rows, int left, int right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float whole = ref Unsafe.Add(ref output, row * (left + right));
            Copy<TSimd, TVector>(ref Unsafe.Add(ref first, row * left), ref whole, left);
            Copy<TSimd, TVector>(ref Unsafe.Add(ref second, row * right), ref Unsafe.Add(ref whole, left), right);
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
