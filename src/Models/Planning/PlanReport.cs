namespace SparseGen.Tool.Planning;

/// <summary>What <c>info --plan --json</c> writes: what a model launches on a card.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Card">The card.</param>
/// <param name="CardSource">Where its figures are from.</param>
/// <param name="TeraFlops">Its operations a second in single precision, in 10^12.</param>
/// <param name="GigabytesPerSecond">Bytes a second of its memory, in 10^9.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Passes">Inference, and a training step.</param>
internal sealed record PlanReport(
    string Model, string Card, string CardSource, double TeraFlops, double GigabytesPerSecond, int Batch, IReadOnlyList<PassReport> Passes);

/// <summary>What a pass launches.</summary>
/// <param name="Pass">Which one.</param>
/// <param name="Launches">How many kernels.</param>
/// <param name="Flops">Operations of all products, a multiply-add being two.</param>
/// <param name="Bytes">Bytes that all kernels move at least.</param>
/// <param name="RooflineMicroseconds">The sum over the kernels of the least time that the card allows.</param>
/// <param name="Kernels">The kernels in the order of their first launch.</param>
internal sealed record PassReport(string Pass, int Launches, long Flops, long Bytes, double RooflineMicroseconds, IReadOnlyList<KernelReport> Kernels);

/// <summary>A kernel with one grid.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Launches">How often it is launched.</param>
/// <param name="Tile">Rows and columns of the tile of each product; null for others.</param>
/// <param name="Grid">Groups along x, y and z.</param>
/// <param name="GroupThreads">Threads of a group.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="Registers">Registers of a thread; null where the assembler is not there to ask.</param>
/// <param name="Occupancy">Share of the warps of a multiprocessor that are there at once; null as above.</param>
/// <param name="FfmaShareOfStep">Of a product the share of fused multiply-adds in the instructions of a step, of several the least one; null as above and for others.</param>
/// <param name="Flops">Operations of a launch; 0 for what is not a product.</param>
/// <param name="Bytes">Bytes that a launch moves at least.</param>
/// <param name="RooflineMicroseconds">The least time of a launch that the card allows.</param>
internal sealed record KernelReport(
    string Kernel, int Launches, string? Tile, IReadOnlyList<int> Grid, int GroupThreads, int SharedBytes, int? Registers, double? Occupancy, double? FfmaShareOfStep, long Flops,
    long Bytes, double RooflineMicroseconds);
