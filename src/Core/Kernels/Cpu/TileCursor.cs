namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Where a register tile is and how many are to follow. It lies in memory, not in registers: a tile has just enough of them for the sum, and what it needs before and
/// behind that it finds here.
/// </summary>
internal ref struct TileCursor
{
    /// <summary>The first row of the left operand.</summary>
    internal ref float Left;

    /// <summary>The first column of the right operand.</summary>
    internal ref float Right;

    /// <summary>Where the sums start: the first row's bias, or the first column's.</summary>
    internal ref float Bias;

    /// <summary>Where the sums go.</summary>
    internal ref float Output;

    /// <summary>What is added to the sums; it lies as the output does.</summary>
    internal ref float Addend;

    /// <summary>Room for a tile that goes over the last column.</summary>
    internal ref float Scratch;

    /// <summary>Terms of a sum.</summary>
    internal int Depth;

    /// <summary>Columns that are left, from the first one on.</summary>
    internal int Columns;

    /// <summary>Tiles below one another.</summary>
    internal int Tiles;
}
