namespace SparseGen.Generators.Planning;

/// <summary>Tiles of one height, one below the other, up to row <paramref name="End"/> (0 where rows are counted at run time).</summary>
internal readonly record struct TileRun(int Height, int End);

/// <summary>
/// How rows are cut into register tiles. A tile of h rows and 2 vectors holds 2 h accumulators beside two vectors and a broadcast:
/// h = 14 fills 32 registers, h = 6 fills 16. The first plan is for machines with 32 vector registers, the second for 16.
/// </summary>
internal static class TileHeights
{
    private const int Tall = 14;
    private const int Short = 6;

    /// <summary>For a number of rows that is known at run time only.</summary>
    public static IReadOnlyList<IReadOnlyList<TileRun>> ForAnyRows { get; } =
    [
        [new TileRun(Tall, 0), new TileRun(Short, 0), new TileRun(1, 0)],
        [new TileRun(Short, 0), new TileRun(1, 0)],
    ];

    /// <summary>For a fixed number of rows: tiles as equal in height as can be, since short tiles leave the arithmetic units idle.</summary>
    public static IReadOnlyList<IReadOnlyList<TileRun>> ForRows(int rows) => [Even(rows, Tall), Even(rows, Short)];

    private static IReadOnlyList<TileRun> Even(int rows, int tallest)
    {
        int tiles = (rows + tallest - 1) / tallest;
        int height = (rows + tiles - 1) / tiles;
        int full = rows / height * height;
        return full == rows ? [new TileRun(height, rows)] : [new TileRun(height, full), new TileRun(rows - full, rows)];
    }
}
