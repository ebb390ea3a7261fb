namespace SparseGen;

/// <summary>For each row or column of a sparse matrix, where its kept weights stand: compressed rows (CSR) by output, compressed columns (CSC) by input.</summary>
public sealed class SparseLists
{
    internal SparseLists(int[] offsets, int[] indices, int[] valueIndices)
    {
        Offsets = offsets;
        Indices = indices;
        ValueIndices = valueIndices;
    }

    /// <summary>Where each list starts in <see cref="Indices"/>, and at the end where the last one ends.</summary>
    internal int[] Offsets { get; }

    /// <summary>The lists one after another, each ascending.</summary>
    internal int[] Indices { get; }

    /// <summary>Where the weight of each index is stored; empty where the order of the lists is that of storage.</summary>
    internal int[] ValueIndices { get; }

    /// <summary>The list of one row or column.</summary>
    /// <param name="list">Its number.</param>
    public ReadOnlySpan<int> IndicesOf(int list) => Indices.AsSpan(Offsets[list], Offsets[list + 1] - Offsets[list]);
}
