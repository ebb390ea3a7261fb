using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Compression;

/// <summary>What <c>compression --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Ceiling">1e9 floating-point operations a second of one core.</param>
/// <param name="Maps">The maps.</param>
internal sealed record CompressionReport(Conditions Conditions, double Ceiling, IReadOnlyList<CompressedMapRow> Maps);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CompressionReport))]
internal sealed partial class CompressionJson : JsonSerializerContext;
