using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>
/// How long a sum in single precision may grow one term after another: a longer one is the sum of the sums of its blocks, so that its rounding grows with the length of a
/// block and with the number of blocks, not with their product (decision 24).
/// </summary>
internal static class SumBlock
{
    /// <summary>Terms of a block on the CPU.</summary>
    public const int Terms = BlockTerms.Cpu;

    /// <summary>Terms of a block on a GPU, where the number of blocks of a partial sum is not bounded by what fits the cache. A multiple of the steps of a tile.</summary>
    public const int GpuTerms = BlockTerms.Gpu;

    /// <summary>Rows that sparse products add up at once where a vector is one number; more where it is longer.</summary>
    public const int PackedRows = 4;

    /// <summary>Parts of an addition in which <see cref="Additions"/> counts.</summary>
    private const long Fraction = 4096;

    /// <summary>How often a sample's rows are added to a gradient, in 4096ths and rounded up.</summary>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="rowsOfAddition">Rows whose sum is added at once.</param>
    public static long Additions(long rows, int rowsOfAddition) => ((Fraction * rows) + rowsOfAddition - 1) / rowsOfAddition;
}
