using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>How many samples to push through the network together.</summary>
internal static class ChunkSize
{
    /// <summary>Floats of activations that a chunk may touch: three quarters of a second-level cache of 1 MiB.</summary>
    private const int Budget = 192 * 1024;

    /// <summary>
    /// Floats that a chunk may take, also where packs of rows are to be filled or where most of it is the input and the output of inference: 32 MiB, so that scratch stays small
    /// beside what is kept of a batch.
    /// </summary>
    private const int ScratchBudget = 8 * 1024 * 1024;

    /// <summary>Samples of a chunk, where no more are needed for something else: five of the tallest tiles, so that 64 samples are one chunk and not two.</summary>
    private const int MostSamples = 5 * TileHeight;

    /// <summary>Floats of parameters that a core's caches hold from one chunk to the next: 4 MiB.</summary>
    private const int CachedParameters = 1024 * 1024;

    /// <summary>
    /// Rows that pay for reading weights from memory. A core does some twenty multiply-accumulates in the time of a float (116 GFLOP/s and 13 GB/s on an AMD EPYC), and twice as
    /// many where two of them read.
    /// </summary>
    private const int RowsForMemory = 64;

    /// <summary>Rows that pay for reading and writing gradients there too, as each chunk of training does.</summary>
    private const int RowsForGradients = 256;

    /// <summary>Rows that pay for loading a panel of a weight.</summary>
    private const int RowsForPanels = 196;

    /// <summary>Rows of the tallest register tile: the runtime's PanelTiles.Tallest.</summary>
    private const int TileHeight = KernelSizes.TallestTile;

    /// <summary>Rows that sparse products pack together: four vectors of 512 bits.</summary>
    public const int PackedRows = KernelSizes.PackedRows;

    /// <summary>
    /// Among the numbers of samples up to the budget whose rows fill tiles of 14 best (one sample of 49 tokens wastes seven rows of a tile, two waste none), the one nearest
    /// to what pays for the weights: rows enough to load a panel for, and as many activations as there are gradients, since a chunk goes through each of both at least once. Where
    /// even one sample exceeds the budget, one.
    /// </summary>
    /// <param name="working">Floats of one sample that are to stay in the cache.</param>
    /// <param name="inference">Floats of scratch that one sample takes in inference, with its input and its output.</param>
    /// <param name="rowsOfSample">Rows of its products.</param>
    /// <param name="packsRows">Whether the products are sparse and pack rows: then enough samples to fill the packs matter more than the budget.</param>
    /// <param name="parameters">Floats of all parameters: where caches do not hold them, enough samples to pay for reading them matter more than the budget too.</param>
    /// <param name="trains">Whether there are gradients to go through; not in inference, which does better in its cache.</param>
    public static int Choose(long working, long inference, int rowsOfSample, bool packsRows, long parameters, bool trains = true)
    {
        int SamplesOf(long rows) => (int)((rows + rowsOfSample - 1) / rowsOfSample);

        // Activations that leave the cache must not come to more than the weights that are read less often for it.
        int asManyAsGradients = Within(parameters, working);
        int forMemory = parameters > CachedParameters ? Math.Min(SamplesOf(trains ? RowsForGradients : RowsForMemory), asManyAsGradients) : 1;
        int most = Math.Max(Math.Min(Within(Budget, working), MostSamples), packsRows ? SamplesOf(PackedRows) : forMemory);
        most = Math.Min(most, Within(ScratchBudget, Math.Max(working, inference)));
        int wanted = Math.Min(Math.Max(Math.Max(SamplesOf(RowsForPanels), forMemory), asManyAsGradients), most);
        int height = packsRows ? PackedRows : TileHeight;
        return Enumerable.Range(1, most).OrderByDescending(samples => Fill((long)samples * rowsOfSample, height)).ThenBy(samples => Math.Abs(samples - wanted)).First();
    }

    /// <summary>Samples whose activations a budget holds, one at least.</summary>
    private static int Within(long budget, long floatsOfSample) => (int)Math.Min(Math.Max(budget / Math.Max(floatsOfSample, 1), 1), int.MaxValue);

    /// <summary>Share of the tiles' rows that are used, in steps of a fiftieth so that near misses count as equal.</summary>
    private static long Fill(long rows, int height) => 50 * rows / ((rows + height - 1) / height * height);
}
