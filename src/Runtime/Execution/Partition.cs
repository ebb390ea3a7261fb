namespace SparseGen.Execution;

/// <summary>Cuts a range into contiguous parts of almost equal size; always in the same way, so that sums have the same order.</summary>
internal static class Partition
{
    /// <summary>
    /// Where part <paramref name="part"/> of <paramref name="parts"/> starts; part number <paramref name="parts"/> starts at the end.
    /// </summary>
    internal static int Start(int total, int parts, int part) => (int)((long)total * part / parts);

    /// <summary>How many parts of at most <paramref name="size"/> are needed.</summary>
    internal static int Count(int total, int size) => (int)(((long)total + size - 1) / size);
}
