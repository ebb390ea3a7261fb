namespace SparseGen.Kernels.Cpu;

/// <summary>How rows are cut into register tiles: as few as can be, and as equal in height as can be, since short tiles leave the arithmetic units idle.</summary>
/// <param name="Height">Rows of the first tiles; those behind them have one less.</param>
/// <param name="Tall">Number of the first ones.</param>
/// <param name="Low">Number of those behind them.</param>
internal readonly record struct RowBlocking(int Height, int Tall, int Low)
{
    /// <summary>Rows that fill 32 vector registers.</summary>
    private const int OfManyRegisters = KernelSizes.TallestTile;

    /// <summary>Rows that fill 16 vector registers.</summary>
    private const int OfFewRegisters = 6;

    /// <summary>The tiles of some rows.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="hasManyRegisters">Whether there are 32 vector registers.</param>
    internal static RowBlocking Of(int rows, bool hasManyRegisters)
    {
        if (rows <= 0)
        {
            return default;
        }

        int tallest = hasManyRegisters ? OfManyRegisters : OfFewRegisters;
        int tiles = (rows + tallest - 1) / tallest;
        int height = (rows + tiles - 1) / tiles;
        int tall = rows - (tiles * (height - 1));
        return new(height, tall, tiles - tall);
    }

    /// <summary>The first tiles' height and number, or those of the others.</summary>
    /// <param name="run">0 or 1.</param>
    internal (int Height, int Tiles) Run(int run) => run == 0 ? (Height, Tall) : (Height - 1, Low);
}
