namespace SparseGen.Generators.Planning;

/// <summary>How often sums of blocks of terms (<see cref="Kernels.BlockTerms"/>) are added to a gradient: what the engine has to know of long sums (decision 24).</summary>
internal static class SumBlock
{
    /// <summary>Rows that sparse products add up at once where a vector is one number; more where it is longer.</summary>
    public const int PackedRows = 4;

    /// <summary>Parts of an addition in which <see cref="Additions"/> counts.</summary>
    private const long Fraction = 4096;

    /// <summary>How often a sample's rows are added to a gradient, in 4096ths and rounded up.</summary>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="rowsOfAddition">Rows whose sum is added at once.</param>
    public static long Additions(long rows, int rowsOfAddition) => ((Fraction * rows) + rowsOfAddition - 1) / rowsOfAddition;
}
