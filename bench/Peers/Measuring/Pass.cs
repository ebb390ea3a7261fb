using System.Text.Json.Serialization;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>What a call computes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Pass>))]
internal enum Pass
{
    /// <summary>A forward pass of a batch.</summary>
    [JsonStringEnumMemberName("inference")]
    Inference,

    /// <summary>Forward, loss, backward and AdamW.</summary>
    [JsonStringEnumMemberName("training")]
    Training,
}
