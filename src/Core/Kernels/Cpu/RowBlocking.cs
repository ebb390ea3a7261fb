namespace SparseGen.Kernels.Cpu;

/// <summary>How rows are cut into register tiles: as many of the first height as fit, then of the second, then of the third.</summary>
/// <param name="First">Height of the first tiles.</param>
/// <param name="Second">Height of those behind them, or 0.</param>
/// <param name="Third">Height of the last ones, or 0.</param>
internal readonly record struct RowBlocking(int First, int Second, int Third)
{
    /// <summary>Rows that fill 32 vector registers.</summary>
    private const int Tall = KernelSizes.TallestTile;

    /// <summary>Rows that fill 16 vector registers.</summary>
    private const int Short = 6;

    /// <summary>For rows that the batch makes many.</summary>
    /// <param name="hasManyRegisters">Whether there are 32 vector registers.</param>
    internal static RowBlocking OfBatch(bool hasManyRegisters) => hasManyRegisters ? new(Tall, Short, 1) : new(Short, 1, 0);

    /// <summary>For rows of one sample: tiles as equal in height as can be, since short tiles leave the arithmetic units idle.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="hasManyRegisters">Whether there are 32 vector registers.</param>
    internal static RowBlocking OfSample(int rows, bool hasManyRegisters)
    {
        int tallest = hasManyRegisters ? Tall : Short;
        int tiles = (rows + tallest - 1) / tallest;
        int height = (rows + tiles - 1) / tiles;
        return new(height, rows % height, 0);
    }
}
