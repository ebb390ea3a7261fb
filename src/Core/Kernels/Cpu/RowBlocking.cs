namespace SparseGen.Kernels.Cpu;

/// <summary>How rows are cut into register tiles: as few as can be, and as equal in height as can be, since short tiles leave the arithmetic units idle.</summary>
internal readonly struct RowBlocking(int height, int tall, int low)
{
    /// <summary>Rows of the first tiles; those behind them have one less.</summary>
    public int Height { get; } = height;

    /// <summary>Number of the first ones.</summary>
    public int Tall { get; } = tall;

    /// <summary>Number of those behind them.</summary>
    public int Low { get; } = low;

    /// <summary>Rows that fill 32 vector registers.</summary>
    private const int OfManyRegisters = KernelSizes.TallestTile;

    /// <summary>Rows that fill 16 vector registers.</summary>
    private const int OfFewRegisters = 6;

    /// <summary>Floats after which addresses meet in the same set of a first-level cache of 64 lines a way.</summary>
    private const int SetsApart = 1024;

    /// <summary>
    /// Rows that such a cache holds when all of them meet in one set of 8 ways, and a line of the right operand with them. With one more each term of the sum waits for the
    /// second-level cache.
    /// </summary>
    private const int OfOneSet = 7;

    /// <summary>The tiles of some rows.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="stride">Floats from row to row of the left operand.</param>
    /// <param name="hasManyRegisters">Whether there are 32 vector registers.</param>
    internal static RowBlocking Of(int rows, int stride, bool hasManyRegisters)
    {
        if (rows <= 0)
        {
            return default;
        }

        int tallest = !hasManyRegisters ? OfFewRegisters : stride != 0 && stride % SetsApart == 0 ? OfOneSet : OfManyRegisters;
        int tiles = (rows + tallest - 1) / tallest;
        int height = (rows + tiles - 1) / tiles;
        int tall = rows - (tiles * (height - 1));
        return new(height, tall, tiles - tall);
    }

    /// <summary>Number of all tiles.</summary>
    internal int Tiles => Tall + Low;

    /// <summary>Some of the first tiles, or of the others.</summary>
    /// <param name="run">0 or 1.</param>
    /// <param name="first">The first tile of all that is wanted.</param>
    /// <param name="last">The tile behind the last one.</param>
    /// <returns>Their height, their first row, and their number, which may be negative where there are none.</returns>
    internal (int Height, int Row, int Tiles) Run(int run, int first, int last)
    {
        if (run == 0)
        {
            return (Height, first * Height, Math.Min(last, Tall) - first);
        }

        first = Math.Max(first, Tall);
        return (Height - 1, (first * (Height - 1)) + Tall, last - first);
    }
}
