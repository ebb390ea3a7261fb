namespace SparseGen.Kernels;

/// <summary>
/// How many terms a sum in single precision adds one after another before it is added to another sum: the rounding of a longer sum grows with the length of a block and with
/// the number of blocks, not with their product. The generator is compiled with this file too, for it tells the engine how often a gradient is added to.
/// </summary>
internal static class BlockTerms
{
    /// <summary>Terms of a block on the CPU.</summary>
    public const int Cpu = 512;

    /// <summary>Terms of a block on a GPU, where the number of blocks of a partial sum is not bounded by what fits the cache. A multiple of the steps of a tile.</summary>
    public const int Gpu = 1024;
}
