using System.Text.Json.Serialization;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>What the assembler makes of a kernel on one architecture.</summary>
/// <param name="Kernel">Name of the kernel.</param>
/// <param name="Model">The model that has it; <c>library</c> for those that all models share.</param>
/// <param name="Arch">The architecture: <c>sm_80</c> is the A100, <c>sm_89</c> the RTX 4090, <c>sm_90</c> the H100.</param>
/// <param name="Tile">Rows and columns of the tile of each product, or <c>packed rows</c> of a sparse one; null for other kernels.</param>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="SpillBytes">Bytes that are stored to local memory and loaded again for want of registers.</param>
/// <param name="LocalBytes">Local memory of a thread.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="Occupancy">Share of the warps of a multiprocessor that are there at once.</param>
/// <param name="FfmaShareOfStep">
/// Of a product the share of fused multiply-adds in all instructions of a step, of several that of the one furthest from what is wanted; null for other kernels.
/// </param>
/// <param name="FfmaShareWanted">What that share is to be at the least.</param>
/// <param name="Mode">In which numbers a product multiplies; null for other kernels.</param>
/// <param name="TensorShareOfStep">Of a product on tensor cores the share of instructions for them in a step; null for other kernels.</param>
/// <param name="WideGlobalLoads">Loads of 128 bits from global memory.</param>
/// <param name="DivisionsInLoops">Divisions of whole numbers, each some thirty instructions, in a loop.</param>
internal sealed record KernelFigures(
    string Kernel, string Model, string Arch, string? Tile, int Registers, int SpillBytes, int LocalBytes, int SharedBytes, double Occupancy, double? FfmaShareOfStep,
    double FfmaShareWanted, string? Mode, double? TensorShareOfStep, int WideGlobalLoads, int DivisionsInLoops);

/// <summary>The figures as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<KernelFigures>))]
internal sealed partial class KernelsJson : JsonSerializerContext;
