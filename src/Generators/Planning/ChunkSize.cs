using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>How many samples to push through the network together.</summary>
internal static class ChunkSize
{
    /// <summary>Floats of activations that a chunk may touch: half of a second-level cache of 1 MiB.</summary>
    private const int Budget = 128 * 1024;

    /// <summary>
    /// Floats that a chunk may take, also where packs of rows are to be filled or where most of it is the input and the output of inference: 32 MiB, so that scratch stays small
    /// beside what is kept of a batch.
    /// </summary>
    private const int ScratchBudget = 64 * Budget;

    private const int MostSamples = 64;

    /// <summary>Floats of parameters that a core's caches hold from one chunk to the next: 4 MiB.</summary>
    private const int CachedParameters = 8 * Budget;

    /// <summary>
    /// Rows that pay for reading a weight from memory. A core does some twenty multiply-accumulates in the time of a float (116 GFLOP/s and 13 GB/s on an AMD EPYC),
    /// and twice as many where two of them read.
    /// </summary>
    private const int RowsForMemory = 64;

    /// <summary>Rows of the tallest register tile: the runtime's PanelTiles.Tallest.</summary>
    private const int TileHeight = KernelSizes.TallestTile;

    /// <summary>Rows that sparse products pack together: four vectors of 512 bits.</summary>
    public const int PackedRows = KernelSizes.PackedRows;

    /// <summary>
    /// The number of samples up to the cache's budget whose rows fill tiles of 14 best: one sample of 49 tokens wastes
    /// seven rows of a tile, two waste none. Where even one sample exceeds the budget, one.
    /// </summary>
    /// <param name="working">Floats of one sample that are to stay in the cache.</param>
    /// <param name="inference">Floats of scratch that one sample takes in inference, with its input and its output.</param>
    /// <param name="rowsOfSample">Rows of its products.</param>
    /// <param name="packsRows">Whether the products are sparse and pack rows: then enough samples to fill the packs matter more than the budget.</param>
    /// <param name="parameters">Floats of all parameters: where caches do not hold them, enough samples to pay for reading them matter more than the budget too.</param>
    public static int Choose(long working, long inference, int rowsOfSample, bool packsRows, long parameters)
    {
        int largest = Within(ScratchBudget, Math.Max(working, inference)), most = Math.Min(Within(Budget, working), largest);
        long rows = packsRows ? PackedRows : parameters > CachedParameters ? RowsForMemory : 1;
        most = (int)Math.Min(Math.Max(most, (rows + rowsOfSample - 1) / rowsOfSample), largest);
        if (packsRows)
        {
            return Enumerable.Range(1, most).OrderByDescending(samples => Fill((long)samples * rowsOfSample, PackedRows)).First();
        }

        return Enumerable.Range(1, most).OrderByDescending(samples => Fill((long)samples * rowsOfSample, TileHeight))
            .ThenBy(samples => Distance((long)samples * rowsOfSample)).First();
    }

    /// <summary>Samples whose activations a budget holds, one at least.</summary>
    private static int Within(long budget, long floatsOfSample) => (int)Math.Min(Math.Max(budget / Math.Max(floatsOfSample, 1), 1), MostSamples);

    /// <summary>Share of the tiles' rows that are used, in steps of a hundredth so that near misses count as equal.</summary>
    private static long Fill(long rows, int height) => 100 * rows / ((rows + height - 1) / height * height);

    /// <summary>Among equals, about a hundred rows: enough to pay for loading a panel, few enough to stay in cache.</summary>
    private static long Distance(long rows) => Math.Abs(rows - 98);
}
