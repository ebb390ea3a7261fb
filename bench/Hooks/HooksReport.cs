using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;
using SparseGen.Experiments;

namespace SparseGen.Bench.Hooks;

/// <summary>What <c>hooks --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Threads">Threads of the device.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Rounds">Rounds that the medians are of.</param>
/// <param name="Models">The measured models.</param>
internal sealed record HooksReport(Conditions Conditions, int Threads, int Batch, int Rounds, IReadOnlyList<HooksOfModel> Models);

/// <summary>Training steps of one model.</summary>
/// <param name="Model">The model class.</param>
/// <param name="Parameters">Its learned numbers.</param>
/// <param name="Steps">A row for each hook, the plain step first.</param>
internal sealed record HooksOfModel(string Model, int Parameters, IReadOnlyList<StepTime> Steps);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(HooksReport))]
internal sealed partial class HooksJson : JsonSerializerContext;
