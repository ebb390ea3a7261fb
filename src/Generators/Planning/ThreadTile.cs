namespace SparseGen.Generators.Planning;

/// <summary>How a group of 64 threads of a GPU shares a tile of a product: each keeps a part of it in registers.</summary>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Columns">Columns of the tile.</param>
/// <param name="PartRows">Rows of a thread's part; a multiple of 4.</param>
/// <param name="PartColumns">Columns of a thread's part; a multiple of 4.</param>
internal sealed record ThreadTile(int Rows, int Columns, int PartRows, int PartColumns)
{
    /// <summary>
    /// Tiles with what a number of them costs. Per multiply-accumulate, a part of 8x8 reads shared memory half as often as one of 4x4;
    /// 8x8 uses 127 registers, which fit without spilling.
    /// </summary>
    private static readonly (ThreadTile Tile, double Cost)[] Tiles =
    [
        (new ThreadTile(64, 64, 8, 8), 1.0),
        (new ThreadTile(64, 32, 8, 4), 1.25),
        (new ThreadTile(32, 64, 4, 8), 1.25),
        (new ThreadTile(32, 32, 4, 4), 1.6),
    ];

    /// <summary>The cheapest tile, the unused parts at the edges counted.</summary>
    /// <param name="rows">Rows of the product; null where the batch makes them many.</param>
    /// <param name="columns">Columns of the product; null where the batch makes them many.</param>
    public static ThreadTile Choose(int? rows, int? columns) =>
        Tiles.OrderBy(t => t.Cost * Covered(rows, t.Tile.Rows) * Covered(columns, t.Tile.Columns)).First().Tile;

    /// <summary>How many tiles cover an extent.</summary>
    public static int Count(int extent, int tile) => (extent + tile - 1) / tile;

    private static double Covered(int? extent, int tile) => extent is { } e ? Count(e, tile) * tile : 1;
}
