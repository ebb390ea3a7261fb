namespace SparseGen;

/// <summary>Finds what a misspelt name may have meant.</summary>
internal static class NearestNames
{
    /// <summary>The candidates that need the fewest insertions, deletions and replacements, nearest first, and equally near ones in the order of their letters.</summary>
    internal static IEnumerable<string> Find(string name, IEnumerable<string> candidates, int limit) =>
        // Sorting is stable.
        candidates
            .Order(StringComparer.Ordinal)
            .OrderBy(candidate => Distance(name, candidate))
            .Take(limit);

    /// <summary>The distance of Levenshtein, one row of its table at a time.</summary>
    internal static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
