namespace SparseGen.Gpu.Planning;

/// <summary>A graphics card by the figures of its maker, for plans without one.</summary>
/// <param name="Name">How it is called on the command line.</param>
/// <param name="Architecture">What a multiprocessor has room for.</param>
/// <param name="Multiprocessors">Multiprocessors.</param>
/// <param name="TeraFlops">Operations a second in single precision outside of tensor cores, a multiply-add being two, in 10^12.</param>
/// <param name="Gigabytes">Bytes a second of its memory, in 10^9.</param>
/// <param name="Source">Where the figures are from.</param>
internal sealed record GpuCard(string Name, GpuArchitecture Architecture, int Multiprocessors, double TeraFlops, double Gigabytes, string Source)
{
    /// <summary>Threads that a group may have at most, on all of them.</summary>
    public const int MostGroupThreads = 1024;

    /// <summary>The cards that plans know.</summary>
    public static IReadOnlyList<GpuCard> All { get; } =
    [
        new("A100", GpuArchitecture.Sm80, 108, 19.5, 2039, "NVIDIA A100 80GB SXM, data sheet of 2021"),
        new("RTX4090", GpuArchitecture.Sm89, 128, 82.6, 1008, "NVIDIA Ada GPU architecture, white paper V2.0, RTX 4090"),
        new("L40S", GpuArchitecture.Sm89, 142, 91.6, 864, "NVIDIA L40S, data sheet of 2023"),
        new("H100", GpuArchitecture.Sm90, 132, 66.9, 3350, "NVIDIA H100 SXM5, data sheet of 2023"),
        new("H200", GpuArchitecture.Sm90, 132, 66.9, 4800, "NVIDIA H200 SXM, data sheet of 2023"),
    ];

    /// <summary>The least time of a launch, in seconds: what it computes or what it moves, whichever takes longer.</summary>
    /// <param name="flops">Operations.</param>
    /// <param name="bytes">Bytes between its memory and the multiprocessors.</param>
    public double Roofline(double flops, double bytes) => Math.Max(flops / (TeraFlops * 1e12), bytes / (Gigabytes * 1e9));
}
