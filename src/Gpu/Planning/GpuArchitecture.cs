namespace SparseGen.Gpu.Planning;

/// <summary>What a multiprocessor of an architecture has room for (NVIDIA, CUDA C++ Programming Guide 12.4, table 21).</summary>
/// <param name="Name">Its name to the assembler.</param>
/// <param name="Warps">Warps.</param>
/// <param name="Groups">Groups of threads.</param>
/// <param name="SharedBytes">Bytes of shared memory.</param>
internal sealed record GpuArchitecture(string Name, int Warps, int Groups, int SharedBytes)
{
    private const int WarpThreads = 32;
    private const int Schedulers = 4;
    private const int RegistersOfScheduler = 16 * 1024;

    /// <summary>Registers are given to warps in pieces of this many, and shared memory to groups in pieces of that many bytes and a kilobyte for the system.</summary>
    private const int RegisterPiece = 256, SharedPiece = 128, SharedOfSystem = 1024;

    /// <summary>That of the A100.</summary>
    public static GpuArchitecture Sm80 { get; } = new("sm_80", 64, 32, 164 * 1024);

    /// <summary>That of the RTX 4090.</summary>
    public static GpuArchitecture Sm89 { get; } = new("sm_89", 48, 24, 100 * 1024);

    /// <summary>That of the H100.</summary>
    public static GpuArchitecture Sm90 { get; } = new("sm_90", 64, 32, 228 * 1024);

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<GpuArchitecture> All { get; } = [Sm80, Sm89, Sm90];

    /// <summary>Share of the warps that a kernel fills.</summary>
    /// <param name="registers">Registers of a thread.</param>
    /// <param name="sharedBytes">Shared memory of a group.</param>
    /// <param name="threads">Threads of a group.</param>
    public double Occupancy(int registers, int sharedBytes, int threads)
    {
        int warps = (threads + WarpThreads - 1) / WarpThreads;
        int registersOfWarp = RoundUp(Math.Max(registers, 1) * WarpThreads, RegisterPiece);
        int byRegisters = RegistersOfScheduler / registersOfWarp * Schedulers / warps;
        int byShared = SharedBytes / (RoundUp(sharedBytes, SharedPiece) + SharedOfSystem);
        return (double)Math.Min(Math.Min(byRegisters, byShared), Math.Min(Groups, Warps / warps)) * warps / Warps;
    }

    private static int RoundUp(int value, int piece) => (value + piece - 1) / piece * piece;
}
