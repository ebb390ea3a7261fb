namespace SparseGen.Compression.Maddness;

/// <summary>
/// How the columns that hashes look at come out of a row in whole vectors: the columns of four codebooks make a vector, and each load of sixteen neighbouring numbers of the row
/// is permuted into those of its lanes that want one of them. A row is read from its beginning to its end, which costs less than a load for each column.
/// </summary>
internal sealed class ColumnSelection
{
    /// <summary>Numbers of a load, and columns of a group.</summary>
    public const int Lanes = 16;

    /// <summary>Codebooks of a group.</summary>
    public const int Codebooks = Lanes / HashTrees.Levels;

    private ColumnSelection(int groups)
    {
        Ends = new int[groups];
        (Offsets, Scales) = (new float[groups * Lanes], new float[groups * Lanes]);
        Thresholds = new byte[groups * Lanes * HashTrees.Leaves];
    }

    /// <summary>[groups]: the load behind the last one of a group.</summary>
    public int[] Ends { get; }

    /// <summary>[loads]: where a load begins in a row.</summary>
    public int[] Places { get; private set; } = [];

    /// <summary>[loads, 16]: for each lane of the group its place in what is there, or 16 and its place in what is loaded.</summary>
    public int[] Sources { get; private set; } = [];

    /// <summary>[groups, 16]: what is subtracted from a column; those of the trees, with zeros behind them.</summary>
    public float[] Offsets { get; }

    /// <summary>[groups, 16]: what the difference is multiplied with.</summary>
    public float[] Scales { get; }

    /// <summary>[groups, levels, codebooks of a group, 16]: the thresholds of the trees, with zeros behind them.</summary>
    public byte[] Thresholds { get; }

    /// <summary>Whether rows are long enough for a load.</summary>
    /// <param name="inputs">Columns of a row.</param>
    public static bool Fits(int inputs) => inputs >= Lanes;

    /// <summary>That of some trees: as few loads as there can be, none of which reaches beyond the row.</summary>
    /// <param name="trees">The trees, complete.</param>
    public static ColumnSelection Of(HashTrees trees)
    {
        int groups = (trees.Codebooks + Codebooks - 1) / Codebooks;
        var selection = new ColumnSelection(groups);
        trees.Offsets.CopyTo(selection.Offsets, 0);
        trees.Scales.CopyTo(selection.Scales, 0);
        for (int at = 0; at < trees.Columns.Length; at++)
        {
            (int codebook, int level) = Math.DivRem(at, HashTrees.Levels);
            (int group, int next) = Math.DivRem(codebook, Codebooks);
            int place = (((group * HashTrees.Levels) + level) * Codebooks) + next;
            trees.Thresholds.AsSpan(at * HashTrees.Leaves, HashTrees.Leaves).CopyTo(selection.Thresholds.AsSpan(place * HashTrees.Leaves));
        }

        List<int> places = [], sources = [];
        for (int group = 0; group < groups; group++)
        {
            int first = group * Lanes;
            int[] columns = trees.Columns[first..Math.Min(first + Lanes, trees.Columns.Length)];
            int reached = -1;
            foreach (int column in columns.Order())
            {
                if (column > reached)
                {
                    int place = Math.Min(column, trees.Inputs - Lanes), before = reached;
                    reached = place + Lanes - 1;
                    places.Add(place);
                    sources.AddRange(Enumerable.Range(0, Lanes).Select(
                        lane => lane < columns.Length && columns[lane] > before && columns[lane] <= place + Lanes - 1 ? Lanes + columns[lane] - place : lane));
                }
            }

            selection.Ends[group] = places.Count;
        }

        (selection.Places, selection.Sources) = ([.. places], [.. sources]);
        return selection;
    }
}
