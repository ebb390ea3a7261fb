using System.Runtime.Intrinsics;

namespace SparseGen.Compression.Kernels;

/// <summary>Rows, a vector of them at a time: the widest vectors that the rows which are left fill more than half of.</summary>
internal static class ByteBlocks
{
    /// <summary>Does all rows.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="work">What is done with a vector of them.</param>
    public static void Run<TWork>(int rows, TWork work)
        where TWork : struct, IByteWork, allows ref struct
    {
        for (int row = 0; row < rows;)
        {
            int left = rows - row;
            row += ByteSimd512.IsSupported && left > ByteSimd256.Width
                    ? Next<TWork, ByteSimd512, Vector512<byte>, (Vector512<ushort> Low, Vector512<ushort> High)>(work, row, left)
                : ByteSimd256.IsSupported && left > ByteSimd128.Width ? Next<TWork, ByteSimd256, Vector256<byte>, (Vector256<ushort> Low, Vector256<ushort> High)>(work, row, left)
                : ByteSimd128.IsSupported && left > 1 ? Next<TWork, ByteSimd128, Vector128<byte>, (Vector128<ushort> Low, Vector128<ushort> High)>(work, row, left)
                : Next<TWork, ByteSimdScalar, byte, ushort>(work, row, left);
        }
    }

    /// <summary>Does all rows with vectors of one width.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="work">What is done with a vector of them.</param>
    public static void Run<TWork, TSimd, TVector, TSums>(int rows, TWork work)
        where TWork : struct, IByteWork, allows ref struct
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        for (int row = 0; row < rows;)
        {
            row += Next<TWork, TSimd, TVector, TSums>(work, row, rows - row);
        }
    }

    private static int Next<TWork, TSimd, TVector, TSums>(TWork work, int row, int left)
        where TWork : struct, IByteWork, allows ref struct
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct
    {
        int count = Math.Min(left, TSimd.Width);
        work.Run<TSimd, TVector, TSums>(row, count);
        return count;
    }
}

/// <summary>What is done with a vector of rows.</summary>
internal interface IByteWork
{
    /// <summary>Does some rows.</summary>
    /// <param name="row">The first.</param>
    /// <param name="count">How many, at most the width.</param>
    void Run<TSimd, TVector, TSums>(int row, int count)
        where TSimd : struct, IByteSimd<TVector, TSums>
        where TVector : struct
        where TSums : struct;
}
