namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Whether a product with a sparse weight packs rows, by a model of what it costs. All costs are cycles of a multiprocessor. Both kinds of kernel wait for memory where there is
/// little to do, and for the unit that loads where there is much: it takes a cycle for each line of 128 bytes that the threads of a warp ask for.
/// </summary>
internal static class SparseChoice
{
    /// <summary>A launch more, some 2.7 microseconds, and little else: what packing takes.</summary>
    private const double Packing = 4700;

    /// <summary>Cycles from asking the second-level cache to having a number.</summary>
    private const double Latency = 300;

    private const int WarpThreads = 32;

    /// <summary>Lists that a warp has, where rows are packed.</summary>
    private const int ListsOfWarp = WarpThreads / SparseGroups.Lanes;

    /// <summary>Whether a product packs rows.</summary>
    /// <param name="multiprocessors">Multiprocessors of the device.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="lists">Numbers of a row of the result.</param>
    /// <param name="kept">Kept weights.</param>
    internal static bool PacksProduct(int multiprocessors, long rows, long lists, long kept) =>
        Packed(multiprocessors, rows, lists, kept) < Numbers(multiprocessors, rows, lists, kept);

    /// <summary>Whether the gradient of a weight packs rows.</summary>
    /// <param name="multiprocessors">Multiprocessors of the device.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="kept">Kept weights.</param>
    internal static bool PacksGradient(int multiprocessors, long rows, long kept) =>
        PackedGradient(multiprocessors, rows, kept) < GradientOfWeights(multiprocessors, rows, kept);

    /// <summary>A thread a number of the result. A weight is an index, and then a weight and a number that it names; the threads of a warp ask for 32 lines each time.</summary>
    private static double Numbers(int multiprocessors, long rows, long lists, long kept) =>
        (double)kept / lists * Math.Max(2 * Latency, Math.Ceiling(Warps(rows * lists) / multiprocessors) * 3 * WarpThreads);

    /// <summary>Eight threads a list and 32 rows. Four weights are a load of indices and one of weights, and then four loads of a line for each list of the warp.</summary>
    private static double Packed(int multiprocessors, long rows, long lists, long kept)
    {
        double warps = Math.Ceiling((double)lists * Slices(rows) / ListsOfWarp);
        return Packing + (Math.Ceiling((double)kept / lists / 4) * Math.Max(2 * Latency, Math.Ceiling(warps / multiprocessors) * 6 * ListsOfWarp));
    }

    /// <summary>A thread a weight: for each row two loads of 32 lines.</summary>
    private static double GradientOfWeights(int multiprocessors, long rows, long kept) =>
        rows * Math.Max(Latency, Math.Ceiling(Warps(kept) / multiprocessors) * 2 * WarpThreads);

    /// <summary>Eight threads for two fours of weights: for each slice ten loads, a line for each eight; and then their sums go through shared memory.</summary>
    private static double PackedGradient(int multiprocessors, long rows, long kept)
    {
        double warps = Math.Ceiling(kept / (8.0 * ListsOfWarp)), slices = Slices(rows);
        return Packing + Math.Max((slices + 2) * Latency, Math.Ceiling(warps / multiprocessors) * ((slices * 10 * ListsOfWarp) + 60));
    }

    private static double Warps(long threads) => Math.Ceiling((double)threads / WarpThreads);

    private static double Slices(long rows) => Math.Ceiling((double)rows / KernelSizes.SparseRows);
}
