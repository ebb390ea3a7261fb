using SparseGen.Models;

namespace SparseGen.Bench.Peers.Random;

/// <summary>A model that was drawn at random.</summary>
/// <param name="Model">The model.</param>
/// <param name="Batch">Samples of a call, drawn too.</param>
internal sealed record DrawnModel(ModelEntry Model, int Batch);
