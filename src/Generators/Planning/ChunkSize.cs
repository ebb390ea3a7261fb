namespace SparseGen.Generators.Planning;

/// <summary>How many samples to push through the network together.</summary>
internal static class ChunkSize
{
    /// <summary>Floats of activations that a chunk may touch: half of a second-level cache of 1 MiB.</summary>
    private const int Budget = 128 * 1024;

    private const int MostSamples = 64;
    private const int TileHeight = 14;

    /// <summary>Rows that sparse products pack together: four vectors of 512 bits.</summary>
    public const int PackedRows = 64;

    /// <summary>
    /// The number of samples up to the cache's budget whose rows fill tiles of 14 best: one sample of 49 tokens wastes
    /// seven rows of a tile, two waste none. Where even one sample exceeds the budget, one.
    /// </summary>
    /// <param name="floatsOfSample">Floats of activations that one sample touches.</param>
    /// <param name="rowsOfSample">Rows of its products.</param>
    /// <param name="packsRows">Whether the products are sparse and pack rows: then enough samples to fill the packs matter more than the budget.</param>
    public static int Choose(long floatsOfSample, int rowsOfSample, bool packsRows)
    {
        int most = (int)Math.Min(Math.Max(Budget / Math.Max(floatsOfSample, 1), 1), MostSamples);
        if (packsRows)
        {
            most = Math.Min(Math.Max(most, (PackedRows + rowsOfSample - 1) / rowsOfSample), MostSamples);
            return Enumerable.Range(1, most).OrderByDescending(samples => Fill(samples * rowsOfSample, PackedRows)).First();
        }

        return Enumerable.Range(1, most).OrderByDescending(samples => Fill(samples * rowsOfSample, TileHeight)).ThenBy(samples => Distance(samples * rowsOfSample)).First();
    }

    /// <summary>Share of the tiles' rows that are used, in steps of a hundredth so that near misses count as equal.</summary>
    private static int Fill(int rows, int height) => 100 * rows / ((rows + height - 1) / height * height);

    /// <summary>Among equals, about a hundred rows: enough to pay for loading a panel, few enough to stay in cache.</summary>
    private static int Distance(int rows) => Math.Abs(rows - 98);
}
