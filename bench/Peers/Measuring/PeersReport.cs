using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>What <c>--json</c> writes.</summary>
/// <param name="Date">When, in UTC.</param>
/// <param name="Conditions">On what.</param>
/// <param name="CeilingGigaflopsPerSecond">The FMA ceiling of all cores.</param>
/// <param name="Rows">The rows.</param>
/// <param name="WorstOfDrawn">The smallest ratio of the models that were drawn at random; null where none was measured.</param>
/// <param name="MedianOfDrawn">The median of their ratios.</param>
internal sealed record PeersReport(
    string Date, Conditions Conditions, double CeilingGigaflopsPerSecond, IReadOnlyList<PeerResult> Rows, double? WorstOfDrawn, double? MedianOfDrawn);

/// <summary>A row.</summary>
/// <param name="Model">The model.</param>
/// <param name="Batch">Samples of a call.</param>
/// <param name="What">What a call is.</param>
/// <param name="Peer">What it was measured beside.</param>
internal sealed record PeerResult(string Model, int Batch, Pass What, string Peer)
{
    /// <summary>Times as fast as the peer; null where that could not be measured.</summary>
    public double? Ratio { get; init; }

    /// <summary>A call.</summary>
    public required double Microseconds { get; init; }

    /// <summary>A call of the peer.</summary>
    public double? PeerMicroseconds { get; init; }

    /// <summary>Share of the FMA ceiling of <see cref="Threads"/>.</summary>
    public double CeilingShare { get; init; }

    /// <summary>1e9 floating-point operations a second, a step counting as three forward passes.</summary>
    [JsonIgnore]
    public double GigaflopsPerSecond { get; init; }

    /// <summary>Threads that it was measured with.</summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>The largest difference between the outputs of both for the same weights; null where they compute something else.</summary>
    public double? MaxDifference { get; init; }

    /// <summary>Why something is missing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the model was drawn at random.</summary>
    [JsonIgnore]
    public bool IsDrawn { get; init; }
}

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PeersReport))]
internal sealed partial class PeersJson : JsonSerializerContext;
