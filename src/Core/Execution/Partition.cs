namespace SparseGen.Execution;

/// <summary>Cuts a range into contiguous parts of almost equal size; always in the same way, so that sums have the same order.</summary>
internal static class Partition
{
    /// <summary>
    /// Where part <paramref name="part"/> of <paramref name="parts"/> starts; part number <paramref name="parts"/> starts at the end.
    /// </summary>
    internal static int Start(int total, int parts, int part) => (int)((long)total * part / parts);

    /// <summary>The quotient rounded up: how many parts of at most the divisor are needed, or how large the largest of so many parts has to be.</summary>
    internal static int DivideUp(int dividend, int divisor) => (int)(((long)dividend + divisor - 1) / divisor);
}
