using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SparseGen.Simd;

/// <summary>Rows of a batch as [features][lanes], the layout that <see cref="SparseRows"/> works on; surplus lanes are zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedRows
{
    /// <summary>Packs rows whose features lie side by side: a transposition.</summary>
    /// <param name="source">The first feature of the first row.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="features">Features to pack.</param>
    /// <param name="rows">Rows to pack.</param>
    /// <param name="lanes">Lanes of the packed rows; at least <paramref name="rows"/>.</param>
    /// <param name="packed">[features][lanes].</param>
    public static void Transpose(ref float source, int stride, int features, int rows, int lanes, ref float packed)
    {
        Transposition.Run(ref source, stride, rows, features, ref packed, lanes);
        Clear(features, rows, lanes, ref packed);
    }

    /// <summary>Packs features whose rows lie side by side: a copy.</summary>
    /// <param name="source">The first row of the first feature.</param>
    /// <param name="stride">Floats from one feature to the next.</param>
    /// <param name="features">Features to pack.</param>
    /// <param name="rows">Rows to pack.</param>
    /// <param name="lanes">Lanes of the packed rows; at least <paramref name="rows"/>.</param>
    /// <param name="packed">[features][lanes].</param>
    public static void Copy(ref float source, int stride, int features, int rows, int lanes, ref float packed)
    {
        CopyRows(ref source, stride, features, rows, ref packed, lanes);
        Clear(features, rows, lanes, ref packed);
    }

    /// <summary>The inverse of <see cref="Transpose"/>.</summary>
    /// <param name="packed">[features][lanes].</param>
    /// <param name="lanes">Lanes of the packed rows.</param>
    /// <param name="features">Features to unpack.</param>
    /// <param name="rows">Rows to unpack.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="destination">The first feature of the first row.</param>
    public static void TransposeBack(ref float packed, int lanes, int features, int rows, int stride, ref float destination) =>
        Transposition.Run(ref packed, lanes, features, rows, ref destination, stride);

    /// <summary>The inverse of <see cref="Copy"/>.</summary>
    /// <param name="packed">[features][lanes].</param>
    /// <param name="lanes">Lanes of the packed rows.</param>
    /// <param name="features">Features to unpack.</param>
    /// <param name="rows">Rows to unpack.</param>
    /// <param name="stride">Floats from one feature to the next.</param>
    /// <param name="destination">The first row of the first feature.</param>
    public static void CopyBack(ref float packed, int lanes, int features, int rows, int stride, ref float destination) =>
        CopyRows(ref packed, lanes, features, rows, ref destination, stride);

    /// <summary>destination[row][column] += addend[row][column], both with the same stride.</summary>
    /// <param name="destination">What is added to.</param>
    /// <param name="addend">What is added.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TSimd, TVector>(ref float destination, ref float addend, int rows, int columns, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float target = ref Unsafe.Add(ref destination, (nint)row * stride);
            ref float value = ref Unsafe.Add(ref addend, (nint)row * stride);
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                ref float at = ref Unsafe.Add(ref target, column);
                TVector sum = TSimd.Add(TSimd.Load(ref at), TSimd.Load(ref Unsafe.Add(ref value, column)));
                Lanes.Store<TSimd, TVector>(ref at, sum, columns - column);
            }
        }
    }

    private static void CopyRows(ref float source, int sourceStride, int features, int rows, ref float destination, int destinationStride)
    {
        for (int feature = 0; feature < features; feature++)
        {
            ReadOnlySpan<float> from = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)feature * sourceStride), rows);
            from.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)feature * destinationStride), rows));
        }
    }

    private static void Clear(int features, int rows, int lanes, ref float packed)
    {
        if (rows == lanes)
        {
            return;
        }

        for (int feature = 0; feature < features; feature++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref packed, ((nint)feature * lanes) + rows), lanes - rows).Clear();
        }
    }
}
