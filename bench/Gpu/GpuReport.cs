using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu;

/// <summary>What <c>gpu --json</c> writes.</summary>
/// <param name="Device">The device.</param>
/// <param name="Host">The machine that it is in.</param>
/// <param name="OpenSeconds">Finding and opening the device.</param>
/// <param name="IsQuick">Whether the settings were those that only show that everything runs.</param>
/// <param name="IsComplete">Whether the program came to its end: the file is written anew after every part.</param>
/// <param name="Models">Whole models.</param>
/// <param name="CuBlas">Version of cuBLAS, or null without it.</param>
/// <param name="Products">Products by themselves.</param>
/// <param name="Skipped">What was not measured, and why.</param>
internal sealed record GpuReport(
    DeviceDescription Device, Conditions Host, double OpenSeconds, bool IsQuick, bool IsComplete,
    IReadOnlyList<ModelOnGpu> Models, string? CuBlas, IReadOnlyList<ProductOnGpu> Products, IReadOnlyList<Skipped> Skipped);

/// <summary>A model on the device.</summary>
/// <param name="Model">The model class.</param>
/// <param name="First">Its first calls.</param>
/// <param name="Speeds">Images a second.</param>
/// <param name="Traffic">Launches and copies; null where they could not be counted.</param>
/// <param name="Kernels">The kernels of a training step, the dearest first; none where they were not timed.</param>
internal sealed record ModelOnGpu(string Model, FirstCalls First, IReadOnlyList<Throughput> Speeds, Traffic? Traffic, IReadOnlyList<KernelTime> Kernels);

/// <summary>Seconds of the first calls in this process, in their order; kernels are compiled in them.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Model">Making the model.</param>
/// <param name="Inference">The first inference.</param>
/// <param name="Step">The first training step.</param>
/// <param name="SecondStep">The next one, for comparison.</param>
internal sealed record FirstCalls(int Batch, double Model, double Inference, double Step, double SecondStep);

/// <summary>What goes to the device and back.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Step">A training step.</param>
/// <param name="Inference">An inference.</param>
internal sealed record Traffic(int Batch, CallTraffic Step, CallTraffic Inference);

/// <summary>That of a call.</summary>
/// <param name="Launches">Launches of kernels.</param>
/// <param name="UploadedBytes">Bytes copied to the device.</param>
/// <param name="DownloadedBytes">Bytes copied from it.</param>
internal sealed record CallTraffic(int Launches, long UploadedBytes, long DownloadedBytes);

/// <summary>A kernel of a training step, timed by itself.</summary>
/// <param name="Name">Its name: a method of the generated program, or a class and a kernel of the library.</param>
/// <param name="Launches">Launches in a step.</param>
/// <param name="Microseconds">All of them together.</param>
internal sealed record KernelTime(string Name, int Launches, double Microseconds);

/// <summary>A product by itself.</summary>
/// <param name="Shape">Which.</param>
/// <param name="Pass">Which of its three.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Microseconds">A launch, or what there is of it.</param>
/// <param name="GigaflopsPerSecond">1e9 operations a second.</param>
/// <param name="CuBlasMicroseconds">The same by cuBLAS; null without it.</param>
/// <param name="OfCuBlas">The speed as a share of that of cuBLAS.</param>
internal sealed record ProductOnGpu(
    ProductShape Shape, ProductPass Pass, int Samples, double Microseconds, double GigaflopsPerSecond, double? CuBlasMicroseconds, double? OfCuBlas);

/// <summary>Something that was not measured.</summary>
/// <param name="What">What.</param>
/// <param name="Why">Why not.</param>
internal sealed record Skipped(string What, string Why);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GpuReport))]
internal sealed partial class GpuJson : JsonSerializerContext;
