namespace SparseGen.Generators.Planning;

/// <summary>How a group of threads of a GPU shares a tile of a product: each keeps a part of it in registers.</summary>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Columns">Columns of the tile.</param>
/// <param name="PartRows">Rows of a thread's part; a multiple of 4.</param>
/// <param name="PartColumns">Columns of a thread's part; a multiple of 4.</param>
/// <param name="Suffix">What the name of a kernel with another tile than the first one ends with.</param>
internal sealed record ThreadTile(int Rows, int Columns, int PartRows, int PartColumns, string Suffix) : Unprinted
{
    /// <summary>The largest tile has 256 threads: it moves half as many numbers for each multiply-add as one of 64 x 64.</summary>
    private static readonly ThreadTile Large = new(128, 128, 8, 8, "Large");

    private static readonly ThreadTile Square = new(64, 64, 8, 8, "");

    private static readonly ThreadTile Tall = new(64, 32, 8, 4, "Tall");

    private static readonly ThreadTile Wide = new(32, 64, 4, 8, "Wide");

    /// <summary>
    /// Tiles of 64 threads with what a number of them costs: instructions for each multiply-add beside those of a part of 8x8, which reads shared memory least and has registers
    /// enough without spilling.
    /// </summary>
    private static readonly (ThreadTile Tile, double Cost)[] Tiles = [(Square, 1.0), (Tall, 1.2), (Wide, 1.2)];

    /// <summary>How much more than the best small tile a large one may cover: what is more is wasted on any device.</summary>
    private const double MostWaste = 1.15;

    /// <summary>Threads of the group.</summary>
    public int Threads => Rows / PartRows * (Columns / PartColumns);

    /// <summary>
    /// The tiles that may pay. First the cheapest of 64 threads, the unused parts at the edges counted: it is for any device. Then others that a device may be better off with:
    /// larger ones where there is enough to do, smaller ones where there is too little.
    /// </summary>
    /// <param name="rows">Rows of the product; null where the batch makes them many.</param>
    /// <param name="columns">Columns of the product; null where the batch makes them many.</param>
    /// <param name="isSplit">Whether the sum is shared out until the device has enough to do.</param>
    public static IReadOnlyList<ThreadTile> Choose(int? rows, int? columns, bool isSplit)
    {
        double Area(ThreadTile tile) => Covered(rows, tile.Rows) * Covered(columns, tile.Columns);
        ThreadTile best = Tiles.OrderBy(t => t.Cost * Area(t.Tile)).First().Tile;
        var tiles = new List<ThreadTile> { best with { Suffix = "" } };
        if (Area(Large) <= MostWaste * Area(best))
        {
            tiles.Add(Large);
        }

        if (best == Square && !isSplit)
        {
            tiles.Add(rows is null ? Wide : Tall);
        }

        return tiles;
    }

    /// <summary>A tile for each product of a launch, all of as many threads: those for any device, and the large ones where all products have some.</summary>
    /// <param name="products">The tiles that may pay of each product.</param>
    public static IEnumerable<ThreadTile[]> Together(IReadOnlyList<IReadOnlyList<ThreadTile>> products)
    {
        yield return [.. products.Select(static tiles => tiles[0])];
        ThreadTile?[] large = [.. products.Select(static tiles => tiles.FirstOrDefault(tile => tile.Threads > tiles[0].Threads))];
        if (large.All(static tile => tile is not null))
        {
            yield return large!;
        }
    }

    /// <summary>How many tiles cover an extent.</summary>
    public static int Count(int extent, int tile) => (extent + tile - 1) / tile;

    private static double Covered(int? extent, int tile) => extent is { } e ? Count(e, tile) * tile : 1;
}
