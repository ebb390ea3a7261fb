using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Callers;

/// <summary>What <c>callers --json</c> writes.</summary>
/// <param name="Model">The measured model class.</param>
/// <param name="Conditions">On what.</param>
/// <param name="Measurements">A row for each number of callers.</param>
internal sealed record CallersReport(string Model, Conditions Conditions, IReadOnlyList<CallersMeasurement> Measurements);

/// <summary>Some threads that call one model, one sample a call.</summary>
/// <param name="Callers">How many threads.</param>
/// <param name="AnswersPerSecond">All of them together; the median.</param>
/// <param name="OfOneCaller">The same over that of one caller: the median of the ratios of neighbouring measurements.</param>
/// <param name="WithModelsOfTheirOwn">Answers a second where each thread has a model of its own: what the machine gives at best.</param>
/// <param name="OfModelsOfTheirOwn">Answers of the shared model over that; the median of the ratios of neighbouring measurements.</param>
internal sealed record CallersMeasurement(
    int Callers, double AnswersPerSecond, double OfOneCaller, double WithModelsOfTheirOwn, double OfModelsOfTheirOwn);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CallersReport))]
internal sealed partial class CallersJson : JsonSerializerContext;
