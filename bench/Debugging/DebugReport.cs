using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Debugging;

/// <summary>What <c>debug --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Threads">Threads of the device.</param>
/// <param name="Debug">Images a second of the Debug build; the median.</param>
/// <param name="Release">Images a second of the Release build; the median.</param>
/// <param name="DebugOfRelease">The first over the second: the median of the ratios of neighbouring runs.</param>
/// <param name="DebugOfReleaseByProcessor">The same of images a second of processor time, which programs beside this one change less.</param>
/// <param name="AtLeast">What the ratio is to be.</param>
/// <param name="Pairs">All runs.</param>
internal sealed record DebugReport(
    Conditions Conditions, int Threads, double Debug, double Release, double DebugOfRelease, double DebugOfReleaseByProcessor, double AtLeast, IReadOnlyList<BuildPair> Pairs);

/// <summary>A run of each build, one behind the other.</summary>
/// <param name="Debug">The Debug build.</param>
/// <param name="Release">The Release build.</param>
internal sealed record BuildPair(TrainingSpeed Debug, TrainingSpeed Release)
{
    /// <summary>Images a second of the first over those of the second.</summary>
    [JsonIgnore]
    public double Ratio => Debug.ImagesPerSecond / Release.ImagesPerSecond;

    /// <summary>The same of images a second of processor time.</summary>
    [JsonIgnore]
    public double RatioByProcessor => Debug.ImagesPerProcessorSecond / Release.ImagesPerProcessorSecond;
}

/// <summary>What a run printed.</summary>
/// <param name="ImagesPerSecond">Images a second.</param>
/// <param name="ImagesPerProcessorSecond">Images a second of processor time, all threads together.</param>
internal sealed record TrainingSpeed(double ImagesPerSecond, double ImagesPerProcessorSecond);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DebugReport))]
internal sealed partial class DebugJson : JsonSerializerContext;
