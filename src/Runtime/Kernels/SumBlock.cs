namespace SparseGen.Kernels;

/// <summary>
/// How long a sum in single precision may grow one term after another: a longer one is the sum of the sums of its blocks, so that its rounding grows with the length of a block and with
/// the number of blocks, not with their product (decision 24).
/// </summary>
internal static class SumBlock
{
    /// <summary>Terms of a block on the CPU.</summary>
    internal const int Terms = 512;
}
