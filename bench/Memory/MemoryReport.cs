using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Memory;

/// <summary>What <c>memory --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Threads">Threads that worked at once.</param>
/// <param name="Kernels">A row a kernel.</param>
internal sealed record MemoryReport(Conditions Conditions, int Threads, IReadOnlyList<MemoryRow> Kernels);

/// <summary>A kernel that waits for memory, beside a copy of as many bytes.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Image">Height, width and channels.</param>
/// <param name="Samples">Images of a call.</param>
/// <param name="Bytes">Bytes of all images, before and after it: each counts once.</param>
/// <param name="GigabytesPerSecond">1e9 of those bytes a second: median.</param>
/// <param name="CopyGigabytesPerSecond">The same of a copy, read and written: median.</param>
/// <param name="ShareOfCopy">The first over the second: median of the ratios of neighbouring measurements.</param>
internal sealed record MemoryRow(
    string Name, string Image, int Samples, long Bytes, double GigabytesPerSecond, double CopyGigabytesPerSecond, double ShareOfCopy);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MemoryReport))]
internal sealed partial class MemoryJson : JsonSerializerContext;
