namespace SparseGen.Bench.Peers.Measuring;

/// <summary>A row of the table, before it is measured.</summary>
/// <param name="Model">The model.</param>
/// <param name="Batch">Samples of a call.</param>
/// <param name="Pass">What a call is.</param>
/// <param name="Peer">A library, or another model in SparseGen.</param>
internal sealed record PeerRow(string Model, int Batch, Pass Pass, PeerName Peer)
{
    /// <summary>Threads of both; 0 for all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the model was drawn at random.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>What <c>--filter</c> looks in.</summary>
    public override string ToString() => $"{Model} {Batch} {Pass} {Peer}".ToLowerInvariant();
}
