using System.Text.Json.Serialization;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Planning;

namespace SparseGen.Tool.Results;

/// <summary>The reports as JSON in camelCase; generated code, so that the program stays free of reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(FiniteSingle), typeof(FiniteDouble)])]
[JsonSerializable(typeof(TrainReport))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(InfoReport))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(ListReport))]
[JsonSerializable(typeof(DevicesReport))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(ForecastReport))]
[JsonSerializable(typeof(CompressionReport))]
[JsonSerializable(typeof(PruningReport))]
[JsonSerializable(typeof(ModelReport))]
[JsonSerializable(typeof(SpectraReport))]
[JsonSerializable(typeof(DerivativesReport))]
[JsonSerializable(typeof(AlignmentReport))]
[JsonSerializable(typeof(ProbeReport))]
[JsonSerializable(typeof(FilterImages))]
internal sealed partial class ReportJson : JsonSerializerContext;
