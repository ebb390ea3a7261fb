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
        var classes = new SortedList<int, List<int>>();
        for (int i = 0; i < samples; i++)
        {
            if (!classes.TryGetValue(labels[i], out List<int>? found))
            {
                classes.Add(labels[i], found = []);
            }

            found.Add(i);
        }

        int[] names = [.. classes.Keys];
        List<int>[] members = [.. classes.Values];
        long[] shares = Array.ConvertAll(members, part => (long)part.Count * count / samples);
        int left = count - (int)shares.Sum();

        // Sorting is stable.
        foreach (int part in Enumerable.Range(0, names.Length).OrderByDescending(part => (long)members[part].Count * count % samples).Take(left))
        {
            shares[part]++;
        }

        for (int part = 0; part < names.Length; part++)
        {
            Mark(isFirst, [.. members[part]], (int)shares[part], new CounterRandom(seed, $"split.{names[part]}"));
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
