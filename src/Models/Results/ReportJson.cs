using System.Text.Json.Serialization;
using SparseGen.Models.Experiments;

namespace SparseGen.Models.Results;

/// <summary>The reports as JSON in camelCase; generated code, so that the program stays free of reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(FiniteSingle), typeof(FiniteDouble)])]
[JsonSerializable(typeof(TrainReport))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(InfoReport))]
[JsonSerializable(typeof(ListReport))]
[JsonSerializable(typeof(DevicesReport))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(ExperimentReport<WidthRun, WidthPoint>), TypeInfoPropertyName = "WidthReport")]
[JsonSerializable(typeof(RegularizationReport))]
[JsonSerializable(typeof(ExperimentReport<ForgettingRun, ForgettingPoint>), TypeInfoPropertyName = "ForgettingReport")]
internal sealed partial class ReportJson : JsonSerializerContext;
