using System.Text.Json.Serialization;
using SparseGen.Tool.Results;

namespace SparseGen.Experiments;

/// <summary>The reports of experiments as JSON, written as those of <c>sparsegen</c> are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(FiniteSingle), typeof(FiniteDouble)])]
[JsonSerializable(typeof(ExperimentReport<WidthRun, WidthPoint>), TypeInfoPropertyName = "WidthReport")]
[JsonSerializable(typeof(RegularizationReport))]
[JsonSerializable(typeof(ExperimentReport<ForgettingRun, ForgettingPoint>), TypeInfoPropertyName = "ForgettingReport")]
[JsonSerializable(typeof(ExperimentReport<CauchyNoiseRun, CauchyNoisePoint>), TypeInfoPropertyName = "CauchyNoiseReport")]
[JsonSerializable(typeof(ExperimentReport<RegretRun, RegretPoint>), TypeInfoPropertyName = "RegretReport")]
[JsonSerializable(typeof(ExperimentReport<ShapeSearchRun, ShapePoint>), TypeInfoPropertyName = "ShapeReport")]
[JsonSerializable(typeof(ExperimentReport<FisherRun, FisherPoint>), TypeInfoPropertyName = "FisherReport")]
[JsonSerializable(typeof(ExperimentReport<FreenessRun, FreenessPoint>), TypeInfoPropertyName = "FreenessReport")]
[JsonSerializable(typeof(ExperimentReport<LayersRun, LayersPoint>), TypeInfoPropertyName = "LayersReport")]
[JsonSerializable(typeof(ExperimentReport<SpectraRun, SpectraPoint>), TypeInfoPropertyName = "SpectraReport")]
[JsonSerializable(typeof(ExperimentReport<WishartRun, WishartPoint>), TypeInfoPropertyName = "WishartReport")]
[JsonSerializable(typeof(ExperimentReport<PanoramaRun, PanoramaPoint>), TypeInfoPropertyName = "PanoramaReport")]
[JsonSerializable(typeof(ExperimentReport<IdentityRun, IdentityPoint>), TypeInfoPropertyName = "IdentityReport")]
[JsonSerializable(typeof(ExperimentReport<ScalingRun, ScalingPoint>), TypeInfoPropertyName = "ScalingReport")]
[JsonSerializable(typeof(ExperimentReport<SparseMixerRun, SparseMixerPoint>), TypeInfoPropertyName = "SparseMixerReport")]
[JsonSerializable(typeof(ExperimentReport<MaddnessRun, MaddnessPoint>), TypeInfoPropertyName = "MaddnessReport")]
[JsonSerializable(typeof(ExperimentReport<TransferRun, TransferPoint>), TypeInfoPropertyName = "TransferReport")]
[JsonSerializable(typeof(ExperimentReport<IsometryRun, IsometryPoint>), TypeInfoPropertyName = "IsometryReport")]
internal sealed partial class ExperimentJson : JsonSerializerContext;
