namespace SparseGen;

/// <summary>Which samples go to the first part of a split.</summary>
internal static class DatasetSplit
{
    /// <summary>All samples alike.</summary>
    public static bool[] Plain(int samples, int count, ulong seed)
    {
        bool[] isFirst = new bool[samples];
        Mark(isFirst, [.. Enumerable.Range(0, samples)], count, new CounterRandom(seed, "split"));
        return isFirst;
    }

    /// <summary>From each class its share; what whole numbers leave over goes to the largest remainders, among equal ones to the lower labels.</summary>
    public static bool[] Stratified(ReadOnlySpan<int> labels, int count, ulong seed)
    {
        bool[] isFirst = new bool[labels.Length];
        int samples = labels.Length;
        (int Label, int[] Members)[] classes = [.. labels.ToArray()
            .Select(static (label, index) => (label, index))
            .GroupBy(static pair => pair.label, static pair => pair.index)
            .OrderBy(static group => group.Key)
            .Select(static group => (group.Key, group.ToArray()))];
        long[] shares = [.. classes.Select(part => (long)part.Members.Length * count / samples)];
        int left = count - (int)shares.Sum();
        foreach (int part in Enumerable.Range(0, classes.Length)
            .OrderByDescending(part => (long)classes[part].Members.Length * count % samples)
            .ThenBy(static part => part)
            .Take(left))
        {
            shares[part]++;
        }

        for (int part = 0; part < classes.Length; part++)
        {
            Mark(isFirst, classes[part].Members, (int)shares[part], new CounterRandom(seed, $"split.{classes[part].Label}"));
        }

        return isFirst;
    }

    private static void Mark(bool[] isFirst, int[] members, int count, CounterRandom random)
    {
        Permutations.Shuffle(members, random);
        foreach (int member in members.AsSpan(0, count))
        {
            isFirst[member] = true;
        }
    }
}
