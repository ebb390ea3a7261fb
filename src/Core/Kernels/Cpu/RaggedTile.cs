using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>The end of a register tile that goes over the last column.</summary>
internal static class RaggedTile
{
    /// <summary>Floats of the tallest tile of two vectors.</summary>
    internal const int Length = KernelSizes.TallestTile * KernelSizes.Panel;

    /// <summary>Stores the columns that there are.</summary>
    /// <param name="tile">Rows of one or two vectors, one behind the other.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="outputRow">From row to row of the output.</param>
    /// <param name="height">Number of rows.</param>
    /// <param name="columns">Columns that are left; fewer than the width.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Store<TSimd, TVector>(ref float tile, int width, ref float output, nint outputRow, int height, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, column), TSimd.Load(ref Unsafe.Add(ref tile, column)), columns - column);
            }

            tile = ref Unsafe.Add(ref tile, width);
            output = ref Unsafe.Add(ref output, outputRow);
        }
    }
}
