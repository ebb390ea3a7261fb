using System.Text.Json.Serialization;

namespace SparseGen.Bench.Quick;

/// <summary>What <c>quick --json</c> writes.</summary>
/// <param name="Model">The measured model class.</param>
/// <param name="Conditions">On what.</param>
/// <param name="Ceilings">The FMA ceiling for each number of threads.</param>
/// <param name="Measurements">Speed of the model.</param>
internal sealed record QuickReport(
    string Model,
    Conditions Conditions,
    IReadOnlyList<Ceiling> Ceilings,
    IReadOnlyList<QuickMeasurement> Measurements);

/// <summary>The FMA ceiling.</summary>
/// <param name="Threads">Threads that worked at once.</param>
/// <param name="GigaflopsPerSecond">1e9 floating-point operations a second, all threads together.</param>
internal sealed record Ceiling(int Threads, double GigaflopsPerSecond);

/// <summary>Speed of one kind of work.</summary>
/// <param name="Work"><c>training</c> or <c>inference</c>.</param>
/// <param name="Batch">Images of one call.</param>
/// <param name="Threads">Threads of the device.</param>
/// <param name="ImagesPerSecond">Median over the repetitions.</param>
/// <param name="Slowest">Images a second of the slowest repetition.</param>
/// <param name="Fastest">Images a second of the fastest repetition.</param>
/// <param name="GigaflopsPerSecond">1e9 floating-point operations a second at the median.</param>
/// <param name="ShareOfCeiling">The same as a share of the ceiling with as many threads.</param>
internal sealed record QuickMeasurement(
    string Work,
    int Batch,
    int Threads,
    double ImagesPerSecond,
    double Slowest,
    double Fastest,
    double GigaflopsPerSecond,
    double ShareOfCeiling);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(QuickReport))]
internal sealed partial class QuickJson : JsonSerializerContext;
