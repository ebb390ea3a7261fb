namespace SparseGen;

/// <summary>For each row or column of a sparse matrix, where its kept weights stand.</summary>
public sealed class SparseLists
{
    internal SparseLists(int[] starts, int[] indices, int[] places)
    {
        Starts = starts;
        Indices = indices;
        Places = places;
    }

    /// <summary>Where each list starts in <see cref="Indices"/>, and at the end where the last one ends.</summary>
    internal int[] Starts { get; }

    /// <summary>The lists one after another, each ascending.</summary>
    internal int[] Indices { get; }

    /// <summary>Where the weight of each index is stored; empty where the order of the lists is that of storage.</summary>
    internal int[] Places { get; }

    /// <summary>The list of one row or column.</summary>
    /// <param name="list">Its number.</param>
    public ReadOnlySpan<int> IndicesOf(int list) => Indices.AsSpan(Starts[list], Starts[list + 1] - Starts[list]);
}
