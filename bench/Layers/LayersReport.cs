using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Layers;

/// <summary>What <c>layers --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Threads">Threads of the device.</param>
/// <param name="Batch">Samples of a call.</param>
/// <param name="CeilingGigaflopsPerSecond">The FMA ceiling of so many threads.</param>
/// <param name="Layers">A row a layer.</param>
internal sealed record LayersReport(
    Conditions Conditions, int Threads, int Batch, double CeilingGigaflopsPerSecond, IReadOnlyList<LayerReport> Layers);

/// <summary>A layer and the dense layer of the same input and output size.</summary>
/// <param name="Name">The layer.</param>
/// <param name="InputSize">Numbers of a sample before it.</param>
/// <param name="OutputSize">Numbers of a sample after it.</param>
/// <param name="ParameterCount">Learned numbers.</param>
/// <param name="Macs">Multiply-accumulates of one sample's forward pass.</param>
/// <param name="DenseMacs">Those of the dense layer.</param>
/// <param name="TrainingMicroseconds">A step: forward, backward to parameters and input, AdamW.</param>
/// <param name="TrainingShareOfCeiling">Share of the FMA ceiling, a step counting as three forward passes.</param>
/// <param name="TrainingTimesFaster">Time of the dense layer over that of the layer.</param>
/// <param name="InferenceMicroseconds">A forward pass.</param>
/// <param name="InferenceShareOfCeiling">Share of the FMA ceiling.</param>
/// <param name="InferenceTimesFaster">Time of the dense layer over that of the layer.</param>
internal sealed record LayerReport(
    string Name, int InputSize, int OutputSize, int ParameterCount, long Macs, long DenseMacs,
    double TrainingMicroseconds, double TrainingShareOfCeiling, double TrainingTimesFaster,
    double InferenceMicroseconds, double InferenceShareOfCeiling, double InferenceTimesFaster)
{
    /// <summary>A measurement beside the ceiling.</summary>
    public static LayerReport Of(LayerMeasurement layer, int batch, double ceiling) => new(
        layer.Name, layer.InputSize, layer.OutputSize, layer.ParameterCount, layer.Macs, layer.DenseMacs,
        layer.Training.Seconds * 1e6, layer.TrainingRate(batch) / ceiling, layer.Training.Ratio,
        layer.Inference.Seconds * 1e6, layer.InferenceRate(batch) / ceiling, layer.Inference.Ratio);
}

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LayersReport))]
internal sealed partial class LayersJson : JsonSerializerContext;
