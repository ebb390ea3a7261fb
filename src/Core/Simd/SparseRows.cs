using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>
/// Products with a sparse matrix. Rows of the batch are packed as [features][lanes], up to four vectors of lanes, so that a kept weight
/// is one broadcast and then one load and one multiply-add a vector, whatever the pattern. A weight that is not kept costs nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SparseRows
{
    /// <summary>Vectors of lanes that are handled together.</summary>
    public const int Vectors = 4;

    /// <summary>How many lanes to pack for a number of rows: one, two or four vectors, or a single lane for a single row, which lies packed as it is.</summary>
    /// <param name="rows">Rows, at most four vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lanes<TSimd, TVector>(int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        rows > 2 * TSimd.Width ? 4 * TSimd.Width : rows > TSimd.Width ? 2 * TSimd.Width : rows > 1 ? TSimd.Width : 1;

    /// <summary>tile[i][lane] = bias[i] + sum over the kept weights of list first + i of weight packed[index][lane].</summary>
    /// <param name="lists">Which weights are kept.</param>
    /// <param name="first">The first list.</param>
    /// <param name="count">Number of lists.</param>
    /// <param name="weights">The kept weights in the order of storage.</param>
    /// <param name="bias">The bias of the first list, or a null reference.</param>
    /// <param name="packed">[features][lanes].</param>
    /// <param name="lanes">What <see cref="Lanes"/> gave.</param>
    /// <param name="tile">[count][lanes].</param>
    public static void Multiply<TSimd, TVector>(
        SparseLists lists, int first, int count, ref float weights, ref float bias, ref float packed, int lanes, ref float tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (lists.ValueIndices.Length == 0)
        {
            MultiplyLists<TSimd, TVector, StoredOrder>(lists, first, count, ref weights, ref bias, ref packed, lanes, ref tile);
        }
        else
        {
            MultiplyLists<TSimd, TVector, OtherOrder>(lists, first, count, ref weights, ref bias, ref packed, lanes, ref tile);
        }
    }

    /// <summary>gradients of the kept weights of list first + i += sum over the lanes of rows[i][lane] packed[index][lane].</summary>
    /// <param name="lists">Which weights are kept, in the order of storage.</param>
    /// <param name="first">The first list.</param>
    /// <param name="count">Number of lists.</param>
    /// <param name="rows">[count][lanes]; surplus lanes are zero.</param>
    /// <param name="packed">[features][lanes]; surplus lanes are zero.</param>
    /// <param name="lanes">What <see cref="Lanes"/> gave.</param>
    /// <param name="gradients">Gradients of all kept weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients<TSimd, TVector>(
        SparseLists lists, int first, int count, ref float rows, ref float packed, int lanes, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref int starts = ref MemoryMarshal.GetArrayDataReference(lists.Offsets);
        ref int indices = ref MemoryMarshal.GetArrayDataReference(lists.Indices);
        for (int i = 0; i < count; i++)
        {
            int start = Unsafe.Add(ref starts, first + i);
            int length = Unsafe.Add(ref starts, first + i + 1) - start;
            ref float row = ref Unsafe.Add(ref rows, i * lanes);
            ref int list = ref Unsafe.Add(ref indices, start);
            ref float sums = ref Unsafe.Add(ref gradients, start);
            if (lanes == 4 * TSimd.Width)
            {
                SparseGradient.Four<TSimd, TVector>(ref list, length, ref row, ref packed, ref sums);
            }
            else if (lanes == 2 * TSimd.Width)
            {
                SparseGradient.Two<TSimd, TVector>(ref list, length, ref row, ref packed, ref sums);
            }
            else if (lanes < TSimd.Width)
            {
                SparseGradient.One<SimdScalar, float>(ref list, length, ref row, ref packed, ref sums);
            }
            else
            {
                SparseGradient.One<TSimd, TVector>(ref list, length, ref row, ref packed, ref sums);
            }
        }
    }

    /// <summary>
    /// Both products of the backward pass in one: tile[i][lane] = sum over the kept weights of list first + i of weight packed[index][lane], and the gradients
    /// of these weights += sum over the lanes of rows[i][lane] packed[index][lane].
    /// </summary>
    /// <param name="lists">Which weights are kept, by inputs, with the places of their weights.</param>
    /// <param name="first">The first list.</param>
    /// <param name="count">Number of lists.</param>
    /// <param name="weights">The kept weights in the order of storage.</param>
    /// <param name="packed">The gradient of the output, [features][lanes]; surplus lanes are zero.</param>
    /// <param name="lanes">What <see cref="Lanes"/> gave.</param>
    /// <param name="rows">The input, [count][lanes]; surplus lanes are zero.</param>
    /// <param name="tile">The gradient of the input, [count][lanes].</param>
    /// <param name="gradients">Gradients of all kept weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TSimd, TVector>(
        SparseLists lists, int first, int count, ref float weights, ref float packed, int lanes, ref float rows, ref float tile, ref float gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref int starts = ref MemoryMarshal.GetArrayDataReference(lists.Offsets);
        for (int i = 0; i < count; i++)
        {
            int start = Unsafe.Add(ref starts, first + i);
            var list = new WeightList(
                ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lists.Indices), start),
                ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lists.ValueIndices), start),
                Unsafe.Add(ref starts, first + i + 1) - start);
            ref float row = ref Unsafe.Add(ref rows, i * lanes);
            ref float target = ref Unsafe.Add(ref tile, i * lanes);
            if (lanes == 4 * TSimd.Width)
            {
                SparseBackward.Four<TSimd, TVector>(list, ref weights, ref packed, ref row, ref target, ref gradients);
            }
            else if (lanes == 2 * TSimd.Width)
            {
                SparseBackward.Two<TSimd, TVector>(list, ref weights, ref packed, ref row, ref target, ref gradients);
            }
            else if (lanes < TSimd.Width)
            {
                SparseBackward.OfRow(list, ref weights, ref packed, row, ref target, ref gradients);
            }
            else
            {
                SparseBackward.One<TSimd, TVector>(list, ref weights, ref packed, ref row, ref target, ref gradients);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyLists<TSimd, TVector, TOrder>(
        SparseLists lists, int first, int count, ref float weights, ref float bias, ref float packed, int lanes, ref float tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOrder : struct, IWeightOrder
    {
        ref int starts = ref MemoryMarshal.GetArrayDataReference(lists.Offsets);
        ref int indices = ref MemoryMarshal.GetArrayDataReference(lists.Indices);
        ref int places = ref MemoryMarshal.GetArrayDataReference(lists.ValueIndices);
        for (int i = 0; i < count; i++)
        {
            int start = Unsafe.Add(ref starts, first + i);
            int end = Unsafe.Add(ref starts, first + i + 1);
            float initial = Unsafe.IsNullRef(ref bias) ? 0f : Unsafe.Add(ref bias, i);
            ref float target = ref Unsafe.Add(ref tile, i * lanes);
            if (lanes == 4 * TSimd.Width)
            {
                SparseSum.Four<TSimd, TVector, TOrder>(ref indices, ref places, start, end, ref weights, initial, ref packed, ref target);
            }
            else if (lanes == 2 * TSimd.Width)
            {
                SparseSum.Two<TSimd, TVector, TOrder>(ref indices, ref places, start, end, ref weights, initial, ref packed, ref target);
            }
            else if (lanes < TSimd.Width)
            {
                SparseSum.OfRow<TSimd, TVector, TOrder>(ref indices, ref places, start, end, ref weights, initial, ref packed, ref target);
            }
            else
            {
                SparseSum.One<TSimd, TVector, TOrder>(ref indices, ref places, start, end, ref weights, initial, ref packed, ref target);
            }
        }
    }

    /// <summary>Lists in the order of storage.</summary>
    private readonly struct StoredOrder : IWeightOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Weight(ref float weights, ref int places, int at) => Unsafe.Add(ref weights, at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Four(ref float weights, ref int places, nint at) => Vector128.LoadUnsafe(ref Unsafe.Add(ref weights, at));
    }

    /// <summary>Lists in another order, with the places of their weights.</summary>
    private readonly struct OtherOrder : IWeightOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Weight(ref float weights, ref int places, int at) => Unsafe.Add(ref weights, Unsafe.Add(ref places, at));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Four(ref float weights, ref int places, nint at) => Picked.Four(ref Unsafe.Add(ref places, at), ref weights);
    }
}
