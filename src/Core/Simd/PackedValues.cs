using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SparseGen.Simd;

/// <summary>
/// Values that lie as <see cref="SparseRows"/> works on them: [features][lanes] for each pack of rows that fills its lanes, and row after row, as all other
/// values do, for the last pack where it does not. Either way a pack takes the same place, and of a single row both are the same.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedValues
{
    /// <summary>Rows of a value that lies packed where a pack is full, as others do where it is not: there they are packed.</summary>
    /// <param name="source">The first feature of the first row of the pack.</param>
    /// <param name="stride">Features of a row.</param>
    /// <param name="first">The first feature that is wanted.</param>
    /// <param name="features">Features that are wanted.</param>
    /// <param name="rows">Rows of the pack.</param>
    /// <param name="lanes">Lanes of packed rows.</param>
    /// <param name="room">[features][lanes].</param>
    /// <returns>The features, packed.</returns>
    public static ref float Find(ref float source, int stride, int first, int features, int rows, int lanes, ref float room)
    {
        if (rows == lanes)
        {
            return ref Unsafe.Add(ref source, first * lanes);
        }

        PackedRows.Transpose(ref Unsafe.Add(ref source, first), stride, features, rows, lanes, ref room);
        return ref room;
    }

    /// <summary>Packs what is full packs, and copies the rest.</summary>
    /// <param name="source">[rows][features].</param>
    /// <param name="destination">The same, packed.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="rows">Rows.</param>
    public static void Pack<TSimd, TVector>(ref float source, ref float destination, int features, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Repack<TSimd, TVector>(ref source, ref destination, features, rows, isPacking: true);

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    /// <param name="source">[rows][features], packed.</param>
    /// <param name="destination">The same, row after row.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="rows">Rows.</param>
    public static void Unpack<TSimd, TVector>(ref float source, ref float destination, int features, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Repack<TSimd, TVector>(ref source, ref destination, features, rows, isPacking: false);

    /// <summary>sums[feature] += sum over the rows.</summary>
    /// <param name="source">[rows][features], packed.</param>
    /// <param name="sums">A number a feature.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="rows">Rows.</param>
    public static void AddSums<TSimd, TVector>(ref float source, ref float sums, int features, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row += SparseRows.Vectors * TSimd.Width)
        {
            int count = Math.Min(rows - row, SparseRows.Vectors * TSimd.Width);
            ref float pack = ref Unsafe.Add(ref source, row * features);
            if (count > 1 && count == SparseRows.Lanes<TSimd, TVector>(count))
            {
                AddSumsOfLanes<TSimd, TVector>(ref pack, count, features, ref sums);
            }
            else
            {
                AddSumsOfRows<TSimd, TVector>(ref pack, count, features, ref sums);
            }
        }
    }

    private static void Repack<TSimd, TVector>(ref float source, ref float destination, int features, int rows, bool isPacking)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row += SparseRows.Vectors * TSimd.Width)
        {
            int count = Math.Min(rows - row, SparseRows.Vectors * TSimd.Width);
            ref float from = ref Unsafe.Add(ref source, row * features);
            ref float to = ref Unsafe.Add(ref destination, row * features);
            if (count > 1 && count == SparseRows.Lanes<TSimd, TVector>(count))
            {
                (int height, int width) = isPacking ? (count, features) : (features, count);
                Transposition.Run(ref from, width, height, width, ref to, height);
            }
            else
            {
                MemoryMarshal.CreateReadOnlySpan(ref from, count * features).CopyTo(MemoryMarshal.CreateSpan(ref to, count * features));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSumsOfRows<TSimd, TVector>(ref float values, int rows, int features, ref float sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int feature = 0; feature < features; feature += TSimd.Width)
        {
            int lanes = features - feature;
            ref float value = ref Unsafe.Add(ref values, feature);
            TVector sum = Simd.Lanes.Load<TSimd, TVector>(ref value, lanes);
            for (int row = 1; row < rows; row++)
            {
                sum = TSimd.Add(sum, Simd.Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref value, row * features), lanes));
            }

            ref float target = ref Unsafe.Add(ref sums, feature);
            Simd.Lanes.Store<TSimd, TVector>(ref target, TSimd.Add(Simd.Lanes.Load<TSimd, TVector>(ref target, lanes), sum), lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSumsOfLanes<TSimd, TVector>(ref float packed, int lanes, int features, ref float sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int feature = 0;
        for (; feature <= features - 4; feature += 4)
        {
            ref float four = ref Unsafe.Add(ref packed, feature * lanes);
            TVector a = TSimd.Load(ref four), b = TSimd.Load(ref Unsafe.Add(ref four, lanes));
            TVector c = TSimd.Load(ref Unsafe.Add(ref four, 2 * lanes)), d = TSimd.Load(ref Unsafe.Add(ref four, 3 * lanes));
            for (int lane = TSimd.Width; lane < lanes; lane += TSimd.Width)
            {
                a = TSimd.Add(a, TSimd.Load(ref Unsafe.Add(ref four, lane)));
                b = TSimd.Add(b, TSimd.Load(ref Unsafe.Add(ref four, lanes + lane)));
                c = TSimd.Add(c, TSimd.Load(ref Unsafe.Add(ref four, (2 * lanes) + lane)));
                d = TSimd.Add(d, TSimd.Load(ref Unsafe.Add(ref four, (3 * lanes) + lane)));
            }

            TSimd.AddSums(ref Unsafe.Add(ref sums, feature), a, b, c, d);
        }

        for (; feature < features; feature++)
        {
            TVector sum = TSimd.Zero;
            for (int lane = 0; lane < lanes; lane += TSimd.Width)
            {
                sum = TSimd.Add(sum, TSimd.Load(ref Unsafe.Add(ref packed, (feature * lanes) + lane)));
            }

            Unsafe.Add(ref sums, feature) += TSimd.Sum(sum);
        }
    }
}
