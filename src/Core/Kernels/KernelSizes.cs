namespace SparseGen.Kernels;

/// <summary>Sizes that kernels have and that the generator plans with: it is compiled with this file too.</summary>
internal static class KernelSizes
{
    /// <summary>Outputs in a panel of a weight.</summary>
    public const int Panel = 32;

    /// <summary>Rows of the tallest register tile: with two vectors of columns they fill 32 vector registers.</summary>
    public const int TallestTile = 14;

    /// <summary>
    /// Rows that an epilogue runs on at once, which pays for its call: of two vectors of 512 bits they are 8 KiB, a part of the first-level cache.
    /// </summary>
    public const int EpilogueRows = 64;

    /// <summary>Rows that a sparse product packs at most: four vectors of 512 bits.</summary>
    public const int PackedRows = 64;

    /// <summary>
    /// Features of a sparse product's result that are unpacked together: enough to write some cache lines of a row one after another, few enough that 64 rows of them (32 KiB)
    /// stay in the first-level cache.
    /// </summary>
    public const int PackedBlock = 128;

    /// <summary>Operands that an epilogue may have besides the result.</summary>
    public const int EpilogueOperands = 10;

    /// <summary>Streams of random bits that an epilogue may have.</summary>
    public const int EpilogueNoises = 4;

    /// <summary>
    /// Floats of a weight from which on several workers of the CPU may share the sum of its gradient: below them each has its own, which costs less than waiting for each other.
    /// </summary>
    public const int SharedGradient = 16 * 1024;

    /// <summary>Rows of the batch that a sparse product on a GPU packs side by side: 128 bytes, a line of the cache.</summary>
    public const int SparseRows = 32;

    /// <summary>Lists of a sparse product that a group of threads on a GPU has at a time, at most: eight threads each.</summary>
    public const int SparseLists = 64;

    /// <summary>Threads of a group on a GPU.</summary>
    public const int GroupThreads = 64;
}
